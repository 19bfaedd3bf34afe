package dev.skep.compiler.fuzz.library;

/** A record that the compiler takes apart. */
public record Pair(int left, long right) {
    /** The parts added. */
    public Pair plus(Pair other) {
        return new Pair(left + other.left, right + other.right);
    }

    /** The parts exchanged, the wide one cut. */
    public Pair swapped() {
        return new Pair((int) right, left);
    }
}
