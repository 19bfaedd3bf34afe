package dev.skep.security.policy.program;

/** Two numbers of a text, 128 bits together, from its bytes as words and from a seed; in the kernel and outside alike. */
final class TextDigest {
    /** Odd, with bits in no order: fractions of the golden ratio and of the square root of 3. */
    private static final long FIRST = 0x9e37_79b9_7f4a_7c15L;

    private static final long SECOND = 0xbb67_ae85_84ca_a73bL;

    private long first;
    private long second;

    private TextDigest(long first, long second) {
        this.first = first;
        this.second = second;
    }

    /** Of a text of so many bytes, before any of them; of 0 bytes if the length is not known yet. */
    static TextDigest of(long seed, int length) {
        return new TextDigest(seed ^ length, seed * SECOND + length);
    }

    void add(long word) {
        first = (first ^ word) * FIRST;
        first ^= first >>> 32;
        second = (second + word) * SECOND;
        second ^= second >>> 29;
    }

    /** As it is now. */
    TextDigest copy() {
        return new TextDigest(first, second);
    }

    /** By which it is found. */
    long first() {
        return first;
    }

    /** By which it is known to be it. */
    long second() {
        return second;
    }
}
