package dev.skep.security.policy.attach;

import java.util.BitSet;

/** Numbers of entrances, small ones, for programs to know their hook by. Safe for several threads. */
final class Cookies {
    /** Where none was given, the kernel says 0; and system calls go by their numbers. */
    private static final int FIRST = AllCalls.NUMBERS;

    private final BitSet used = new BitSet();

    /** One that nobody has. */
    synchronized int take() {
        int cookie = used.nextClearBit(FIRST);
        used.set(cookie);
        return cookie;
    }

    /** Takes one back. */
    synchronized void giveBack(int cookie) {
        used.clear(cookie);
    }
}
