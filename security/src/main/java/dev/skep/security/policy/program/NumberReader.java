package dev.skep.security.policy.program;

/** Where a number comes from. Equal readers read the same, so what several rules ask for is read once. */
public interface NumberReader {
    /** Reads it. Kernel only. */
    long read(HookContext context);

    /** About how long that takes: see {@link Cost}. */
    int cost();

    /** What it is, for people: {@code arg0}, {@code pid}. */
    @Override
    String toString();
}
