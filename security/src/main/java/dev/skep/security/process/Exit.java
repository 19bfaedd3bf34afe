package dev.skep.security.process;

import java.time.Instant;

/**
 * What the kernel told of the end of a process.
 *
 * @param pid process id as the host counts
 * @param start since when it ran what it ran
 * @param parentPid process id of its parent
 * @param parentStart the same of its parent
 * @param code what wait(2) tells
 * @param time when it ended
 */
record Exit(int pid, long start, int parentPid, long parentStart, int code, Instant time) {
    private static final int SIGNAL = 0x7f;
    private static final int STATUS = 8;
    private static final int STATUS_MASK = 0xff;

    /** The signal that killed it, 0 if none did. */
    int signal() {
        return code & SIGNAL;
    }

    /** What it returned. */
    int status() {
        return code >>> STATUS & STATUS_MASK;
    }
}
