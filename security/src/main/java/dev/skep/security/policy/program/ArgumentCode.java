package dev.skep.security.policy.program;

import dev.skep.bpf.memory.Bytes;
import dev.skep.security.policy.event.ArgumentValue;

/**
 * How one argument gets into a record in the kernel, and out of it in user space. Its fixed part has a place that is known at load time; texts
 * are appended (see {@link Appendix}).
 */
public interface ArgumentCode {
    /** Bytes of the fixed part, a multiple of eight; 0 if it is no part of records, as everybody knows it. */
    int slot();

    /** About how long it takes: see {@link Cost}. */
    int cost();

    /** What it reads, for people. */
    @Override
    String toString();

    /** What was written at {@code at}. User space only. */
    ArgumentValue read(Bytes data, int at);

    /** One that is of fixed length. */
    interface Fixed extends ArgumentCode {
        /** Writes it at {@code at}. Kernel only. */
        void write(HookContext context, Bytes data, int at);
    }

    /** One with a text. */
    interface Growing extends ArgumentCode {
        /** Writes it at {@code at}, and its text behind what is used. Kernel only. */
        void write(HookContext context, LargeRecord record, int at);
    }
}
