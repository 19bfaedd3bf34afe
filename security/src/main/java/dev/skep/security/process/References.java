package dev.skep.security.process;

/** How many events and children may still need a process: it is forgotten some time after they are none. */
public final class References {
    private volatile int count;

    References() {}

    /** The number. */
    public int count() {
        return count;
    }

    void count(int now) {
        count = now;
    }
}
