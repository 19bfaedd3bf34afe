package dev.skep.trace.kernel;

import dev.skep.compiler.helper.Helpers;

/**
 * What differs between processors: registers, and the numbers of system calls (arch/x86/entry/syscalls/syscall_64.tbl,
 * include/uapi/asm-generic/unistd.h). Chosen when the program is made, so the kernel runs the code of one processor only.
 */
public sealed interface Machine {
    /** What no system call has: stands for one that the processor lacks. */
    int NONE = -1;

    /** The arguments of the system call that {@code task}, the current thread, is in. */
    SyscallArguments arguments(Task task);

    /** Number of {@code open}. */
    int open();

    /** Number of {@code creat}. */
    int creat();

    /** Number of {@code openat2}, the same everywhere. */
    default int openat2() {
        return 437;
    }

    /** Number of {@code execveat}. */
    int execveat();

    /**
     * This machine.
     *
     * @throws UnsupportedOperationException on others than x86-64 and aarch64
     */
    static Machine running() {
        String architecture = System.getProperty("os.arch");
        return switch (architecture) {
            case "amd64" -> new X86();
            case "aarch64" -> new Arm64();
            default -> throw new UnsupportedOperationException("system calls of " + architecture + " are not known");
        };
    }

    /** x86-64. */
    record X86() implements Machine {
        @Override
        public SyscallArguments arguments(Task task) {
            return new SyscallArguments.X86(Helpers.taskPtRegs(X86PtRegs.class, task));
        }

        @Override
        public int open() {
            return 2;
        }

        @Override
        public int creat() {
            return 85;
        }

        @Override
        public int execveat() {
            return 322;
        }
    }

    /** aarch64. */
    record Arm64() implements Machine {
        @Override
        public SyscallArguments arguments(Task task) {
            return new SyscallArguments.Arm64(Helpers.taskPtRegs(Arm64PtRegs.class, task));
        }

        @Override
        public int open() {
            return NONE;
        }

        @Override
        public int creat() {
            return NONE;
        }

        @Override
        public int execveat() {
            return 281;
        }
    }
}
