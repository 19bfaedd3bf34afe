package dev.skep.trace.open;

/**
 * What the flags of an open have to be.
 *
 * @param mask the bits to look at
 * @param value what they have to be
 */
public record FlagTest(int mask, int value) {
    /** The test that a flag is set; access modes exclude each other. */
    public static FlagTest of(OpenFlag flag) {
        return new FlagTest(flag.mask(), flag.value());
    }

    /** Both tests at once. */
    public FlagTest and(FlagTest other) {
        return new FlagTest(mask | other.mask, value | other.value);
    }

    boolean accepts(int flags) {
        return (flags & mask) == value;
    }
}
