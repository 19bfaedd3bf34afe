package dev.skep.compiler.internal.eval;

import dev.skep.bpf.program.ProgramType;
import dev.skep.compiler.internal.ir.Value;

/** What a hook gives to a program: how the parameters of the Java method are found in the context. */
public interface HookInput {
    /** The program type, which decides what helpers and memory may be used. */
    ProgramType programType();

    /** The hook in the user's words, for messages: {@code @Tracepoint("syscalls/sys_enter_openat")}. */
    String description();

    /**
     * The value of parameter {@code index} of the method, whose declared type is {@code type}.
     *
     * @throws Refusal if the hook has no such parameter
     */
    Abstract parameter(int index, Class<?> type, Evaluation evaluation);

    /**
     * Where what parameter {@code index} of the method is read from lies in the memory of the process.
     *
     * @throws Refusal if it lies nowhere
     */
    default Value address(int index, Evaluation evaluation) {
        throw new Refusal(description() + " reads no argument from the memory of a process", "use a USDT probe");
    }

    /**
     * Where a register of the process is in the context, in bytes.
     *
     * @throws Refusal if it is not there
     */
    default int register(String name, Evaluation evaluation) {
        throw new Refusal(description() + " does not pass the registers of a process", "use a uprobe or a USDT probe");
    }

    /** Whether the program may wait, for a page that is not in memory for example. */
    default boolean maySleep() {
        return programType() == ProgramType.SYSCALL;
    }

    /** A field of the context that is described by the hook and not by the interface, or null: a tracepoint's fields. */
    default @org.jspecify.annotations.Nullable MemoryField contextField(Class<?> type, String name) {
        return null;
    }

    /** Where the context tells the packet's bounds, or null for hooks without direct packet access. */
    default @org.jspecify.annotations.Nullable PacketLayout packetLayout() {
        return null;
    }

    /** What the program may return, or null where the verifier takes everything. */
    default @org.jspecify.annotations.Nullable Verdicts verdicts() {
        return null;
    }
}
