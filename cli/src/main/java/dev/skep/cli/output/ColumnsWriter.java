package dev.skep.cli.output;

/**
 * Fields for people: what could disturb a terminal or a line is shown as {@code \n}, {@code \t}, {@code \x1b}, <code>\u202e</code>;
 * a backslash is doubled, so the text stays unambiguous. Counts the cells that a field takes.
 */
final class ColumnsWriter extends FieldWriter {
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final LocalTimeText times;
    private int start;
    private int hiddenBytes;
    private boolean first;
    private String separator = " ";

    ColumnsWriter(TextBuffer out, LocalTimeText times) {
        super(out);
        this.times = times;
    }

    void begin() {
        start = out.size();
        hiddenBytes = 0;
    }

    /** Cells of the field so far: bytes less those that take none. */
    int cells() {
        return out.size() - start - hiddenBytes;
    }

    void alignRight(int width) {
        out.indent(start, width - cells());
    }

    @Override
    public void number(long value) {
        out.number(value);
    }

    @Override
    public void octal(int value, int digits) {
        out.octal(value, digits);
    }

    @Override
    public void constant(String text) {
        out.add(text);
    }

    @Override
    public void seconds(long nanos) {
        long millis = nanos / NANOS_PER_MILLI;
        out.number(millis / 1000);
        out.add('.');
        out.digits(millis % 1000, 3);
    }

    @Override
    public void time(long monotonicNanos) {
        times.write(monotonicNanos, out);
    }

    @Override
    public void flag(boolean value) {
        out.add(value ? "yes" : "no");
    }

    @Override
    public void text(byte[] bytes, int from, int length) {
        escape(bytes, from, length, false);
    }

    @Override
    public void beginList(String separatorOfElements) {
        separator = separatorOfElements;
        first = true;
    }

    @Override
    public void element(long value) {
        separate();
        out.number(value);
    }

    @Override
    public void element(byte[] bytes, int from, int length, boolean quoted) {
        separate();
        if (quoted) {
            out.add('"');
        }
        escape(bytes, from, length, quoted);
        if (quoted) {
            out.add('"');
        }
    }

    private void separate() {
        if (!first) {
            out.add(separator);
        }
        first = false;
    }

    @Override
    public void endList() {}

    private void escape(byte[] bytes, int from, int length, boolean quoted) {
        int end = from + length;
        int plain = from;
        int at = from;
        while (at < end) {
            int b = bytes[at];
            if (b >= ' ' && b < 0x7f && b != '\\' && (b != '"' || !quoted)) {
                at++;
                continue;
            }
            out.add(bytes, plain, at - plain);
            at += special(bytes, at, end);
            plain = at;
        }
        out.add(bytes, plain, end - plain);
    }

    private int special(byte[] bytes, int at, int end) {
        int c = Utf8.codePoint(bytes, at, end);
        switch (c) {
            case '\n' -> out.add("\\n");
            case '\t' -> out.add("\\t");
            case '\r' -> out.add("\\r");
            case '\\' -> out.add("\\\\");
            case '"' -> out.add("\\\"");
            default -> {
                if (c < 0x80) {
                    out.add("\\x");
                    out.hexadecimal(bytes[at], 2);
                    return 1;
                }
                return above(c, bytes, at);
            }
        }
        return 1;
    }

    private int above(int c, byte[] bytes, int at) {
        int length = Utf8.length(c);
        if (Utf8.hidden(c)) {
            out.add(c > 0xffff ? "\\U" : "\\u");
            out.hexadecimal(c, c > 0xffff ? 8 : 4);
        } else {
            out.add(bytes, at, length);
            hiddenBytes += length - Utf8.cells(c);
        }
        return length;
    }
}
