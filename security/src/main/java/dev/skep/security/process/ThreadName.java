package dev.skep.security.process;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The name of a thread of the kernel, which is all that it has for a program. It begins with that of the thread that makes all others, or
 * with the first 15 bytes of its own, and gets the whole of it a moment later (kernel/kthread.c). Safe for several threads.
 */
final class ThreadName {
    private static final String MAKER = "kthreadd";

    /** Bytes of {@code task_struct.comm} without the NUL. */
    private static final int FIRST_PART = 15;

    /** A name that is as long as a first part is taken for whole after so many looks. */
    private static final int LOOKS = 8;

    private final int pid;
    private final AtomicInteger looks = new AtomicInteger();
    private volatile @Nullable Program program;
    private volatile boolean whole;

    ThreadName(int pid) {
        this.pid = pid;
    }

    /** Looks for its own name, unless it is known. False if it may still get one, or more of it. */
    boolean look() {
        if (whole) {
            return true;
        }
        Program shown = ProcFiles.program(pid, ProcessDetail.NOTHING);
        String name = shown.binary();
        if (name.equals(MAKER)) {
            return false;
        }
        if (!name.isEmpty()) {
            program = shown;
            whole = name.length() != FIRST_PART || looks.incrementAndGet() >= LOOKS;
        }
        return whole || name.isEmpty();
    }

    /** Empty if it has no name of its own yet, or ended before somebody looked. */
    Optional<Program> program() {
        boolean _ = look();
        return Optional.ofNullable(program);
    }
}
