package dev.skep.compiler.internal.check.reference;

/** What has become of a reference. */
enum Fate {
    /** Not taken yet, or there was none. */
    NONE,
    /** Taken, and not compared with null. */
    ASKED,
    /** Taken. */
    HELD,
    /** Given back. */
    RELEASED;

    boolean open() {
        return this == ASKED || this == HELD;
    }
}
