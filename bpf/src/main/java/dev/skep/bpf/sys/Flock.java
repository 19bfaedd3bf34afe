package dev.skep.bpf.sys;

/** flock(2): a lock of an open file or folder that the kernel takes back when the descriptor is closed, however the process ends. */
public final class Flock {
    private static final int LOCK_EX = 2;
    private static final int EINTR = 4;

    private Flock() {}

    /** Takes the lock for this descriptor alone, and waits as long as somebody else has it. */
    public static void exclusive(Fd file) {
        long result = Syscall.invoke(SyscallNumber.FLOCK, file.number(), LOCK_EX, 0);
        while (result == -EINTR) {
            result = Syscall.invoke(SyscallNumber.FLOCK, file.number(), LOCK_EX, 0);
        }
        Syscall.checked(result, SyscallNumber.FLOCK, file.what());
    }
}
