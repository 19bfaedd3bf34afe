package dev.skep.compiler.internal.ir;

/** An integer known at load time. A W32 constant is kept sign-extended. Equal constants are interchangeable. */
public final class Constant extends Value {
    private final long value;
    private final Width width;

    private Constant(long value, Width width) {
        this.value = value;
        this.width = width;
    }

    /** A 32-bit constant. */
    public static Constant of(int value) {
        return new Constant(value, Width.W32);
    }

    /** A 64-bit constant. */
    public static Constant of(long value) {
        return new Constant(value, Width.W64);
    }

    /** The value, sign-extended. */
    public long value() {
        return value;
    }

    @Override
    public Width width() {
        return width;
    }

    @Override
    public boolean rematerializable() {
        return true;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Constant c && c.value == value && c.width == width;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(value);
    }

    @Override
    public String toString() {
        return width == Width.W32 ? "#" + value : "#" + value + "L";
    }
}
