package dev.skep.security.process;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The name of a thread of the kernel, which is all that it has for a program. It begins with that of the thread that makes all others, and
 * gets its own a moment later by who asked for it ({@code __kthread_create_on_node} of kernel/kthread.c). Safe for several threads.
 */
final class ThreadName {
    private static final String MAKER = "kthreadd";

    private final int pid;
    private volatile @Nullable Program program;

    ThreadName(int pid) {
        this.pid = pid;
    }

    /** Looks for a name of its own, unless it is known. False if it may still get one. */
    boolean look() {
        if (program != null) {
            return true;
        }
        Program shown = ProcFiles.program(pid, ProcessDetail.NOTHING);
        if (shown.binary().equals(MAKER)) {
            return false;
        }
        if (!shown.binary().isEmpty()) {
            program = shown;
        }
        return true;
    }

    /** Empty if it has no name of its own yet, or ended before somebody looked. */
    Optional<Program> program() {
        look();
        return Optional.ofNullable(program);
    }
}
