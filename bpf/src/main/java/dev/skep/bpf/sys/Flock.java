package dev.skep.bpf.sys;

import dev.skep.bpf.Errno;

/** flock(2): a lock of an open file or folder that the kernel takes back when the descriptor is closed, however the process ends. */
public final class Flock {
    private static final int LOCK_EX = 2;
    private static final int LOCK_NB = 4;

    private Flock() {}

    /** Takes the lock for this descriptor alone, and waits as long as somebody else has it. */
    public static void exclusive(Fd file) {
        Syscall.checked(lock(file, LOCK_EX), SyscallNumber.FLOCK, file.what());
    }

    /** Takes the lock for this descriptor alone; false if somebody else has it. */
    public static boolean tryExclusive(Fd file) {
        long result = lock(file, LOCK_EX | LOCK_NB);
        if (result == -Errno.EAGAIN.number()) {
            return false;
        }
        Syscall.checked(result, SyscallNumber.FLOCK, file.what());
        return true;
    }

    private static long lock(Fd file, int operation) {
        long result;
        do {
            result = Syscall.invoke(SyscallNumber.FLOCK, file.number(), operation, 0);
        } while (result == -Errno.EINTR.number());
        return result;
    }
}
