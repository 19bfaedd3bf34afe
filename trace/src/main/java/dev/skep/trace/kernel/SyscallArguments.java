package dev.skep.trace.kernel;

/**
 * The arguments of the system call that a thread is in, from the registers with which it entered the kernel. They are still there
 * when the call ends, so one hook at the end is enough.
 */
public sealed interface SyscallArguments {
    /** The first argument. */
    long first();

    /** The second argument. */
    long second();

    /** The third argument. */
    long third();

    /** x86-64. */
    record X86(X86PtRegs registers) implements SyscallArguments {
        @Override
        public long first() {
            return registers.di();
        }

        @Override
        public long second() {
            return registers.si();
        }

        @Override
        public long third() {
            return registers.dx();
        }
    }

    /** aarch64. */
    record Arm64(Arm64PtRegs registers) implements SyscallArguments {
        @Override
        public long first() {
            return registers.orig_x0();
        }

        @Override
        public long second() {
            return registers.regs(1);
        }

        @Override
        public long third() {
            return registers.regs(2);
        }
    }
}
