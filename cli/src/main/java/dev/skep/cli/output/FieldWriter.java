package dev.skep.cli.output;

/** Writes one field of a record in the way of a format. Used by one thread. */
public abstract sealed class FieldWriter permits ColumnsWriter, JsonWriter {
    final TextBuffer out;

    FieldWriter(TextBuffer out) {
        this.out = out;
    }

    /** A number in decimal. */
    public abstract void number(long value);

    /** Bits that people read in base 8, such as modes; JSON has them in decimal. */
    public abstract void octal(int value, int digits);

    /** Text of the program's own: printable ASCII without quotes and backslashes. */
    public abstract void constant(String text);

    /** Text from outside, in whatever encoding; nothing in it reaches the terminal unquoted. */
    public abstract void text(byte[] bytes, int from, int length);

    /** A duration with three decimals. */
    public abstract void seconds(long nanos);

    /** A moment on the clock of the kernel's events ({@code CLOCK_MONOTONIC}). */
    public abstract void time(long monotonicNanos);

    /** Begins a list: separated by blanks in columns, an array in JSON. */
    public final void beginList() {
        beginList(" ");
    }

    /** Begins a list with what separates its elements in columns; an array in JSON. */
    public abstract void beginList(String separator);

    /** One number of a list. */
    public abstract void element(long value);

    /** One text of a list. */
    public abstract void element(byte[] bytes, int from, int length, boolean quoted);

    /** Ends a list. */
    public abstract void endList();

    /** Whether a field counts, such as "the path is complete". */
    public abstract void flag(boolean value);
}
