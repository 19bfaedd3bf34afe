package dev.skep.security.policy.program;

import dev.skep.bpf.memory.Bytes;
import dev.skep.compiler.helper.Helpers;

/** What is written to a register. */
public sealed interface RegisterSource {
    /** Puts it there; 0, or a negative errno. Kernel only. */
    int read(long[] registers, Bytes value);

    /**
     * A number.
     *
     * @param value the number
     */
    record Constant(long value) implements RegisterSource {
        @Override
        public int read(long[] registers, Bytes into) {
            into.u64(0, value);
            return 0;
        }
    }

    /**
     * A register and a number added.
     *
     * @param from the register
     * @param offset the number
     */
    record Register(RegisterPart from, long offset) implements RegisterSource {
        @Override
        public int read(long[] registers, Bytes into) {
            into.u64(0, from.of(registers) + offset);
            return 0;
        }
    }

    /**
     * Eight bytes in the memory of the process.
     *
     * @param from the register that has the address
     * @param offset what is added to it, in bytes
     */
    record Memory(RegisterPart from, long offset) implements RegisterSource {
        @Override
        public int read(long[] registers, Bytes into) {
            return Helpers.probeReadUser(into, from.of(registers) + offset);
        }
    }
}
