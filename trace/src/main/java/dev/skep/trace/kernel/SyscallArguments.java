package dev.skep.trace.kernel;

import dev.skep.compiler.helper.Helpers;

/**
 * The arguments of the system call that a thread is in, from the registers with which it entered the kernel. They are still there
 * when the call ends, so one hook at the end is enough.
 *
 * <p>Chosen when the program is made, so the kernel runs the code of one processor only.
 */
public sealed interface SyscallArguments {
    /** The first argument. */
    long first(Task task);

    /** The second argument. */
    long second(Task task);

    /** The third argument. */
    long third(Task task);

    /**
     * Those of this machine's processor.
     *
     * @throws UnsupportedOperationException on others than x86-64 and aarch64
     */
    static SyscallArguments ofThisMachine() {
        String architecture = System.getProperty("os.arch");
        return switch (architecture) {
            case "amd64" -> new X86();
            case "aarch64" -> new Arm64();
            default -> throw new UnsupportedOperationException("system calls of " + architecture + " are not known");
        };
    }

    /** x86-64. */
    record X86() implements SyscallArguments {
        @Override
        public long first(Task task) {
            return Helpers.taskPtRegs(X86PtRegs.class, task).di();
        }

        @Override
        public long second(Task task) {
            return Helpers.taskPtRegs(X86PtRegs.class, task).si();
        }

        @Override
        public long third(Task task) {
            return Helpers.taskPtRegs(X86PtRegs.class, task).dx();
        }
    }

    /** aarch64. */
    record Arm64() implements SyscallArguments {
        @Override
        public long first(Task task) {
            return Helpers.taskPtRegs(Arm64PtRegs.class, task).orig_x0();
        }

        @Override
        public long second(Task task) {
            return Helpers.taskPtRegs(Arm64PtRegs.class, task).regs(1);
        }

        @Override
        public long third(Task task) {
            return Helpers.taskPtRegs(Arm64PtRegs.class, task).regs(2);
        }
    }
}
