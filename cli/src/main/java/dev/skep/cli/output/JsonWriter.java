package dev.skep.cli.output;

/**
 * Fields as JSON values (RFC 8259): always valid UTF-8. A byte that is none becomes U+FFFD; control characters, and those that
 * cannot be seen, are escaped, so a line can be shown on a terminal.
 */
final class JsonWriter extends FieldWriter {
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private final UtcTimeText times;
    private boolean first;

    JsonWriter(TextBuffer out, UtcTimeText times) {
        super(out);
        this.times = times;
    }

    @Override
    public void number(long value) {
        out.number(value);
    }

    @Override
    public void octal(int value, int digits) {
        out.number(value & 0xffff_ffffL);
    }

    @Override
    public void constant(String text) {
        out.add('"');
        out.add(text);
        out.add('"');
    }

    @Override
    public void seconds(long nanos) {
        out.number(nanos / NANOS_PER_SECOND);
        out.add('.');
        out.digits(nanos % NANOS_PER_SECOND, 9);
    }

    @Override
    public void time(long monotonicNanos) {
        out.add('"');
        times.write(monotonicNanos, out);
        out.add('"');
    }

    @Override
    public void flag(boolean value) {
        out.add(value ? "true" : "false");
    }

    @Override
    public void beginList(String separator) {
        first = true;
        out.add('[');
    }

    @Override
    public void element(long value) {
        separate();
        out.number(value);
    }

    @Override
    public void element(byte[] bytes, int from, int length, boolean quoted) {
        separate();
        text(bytes, from, length);
    }

    private void separate() {
        if (!first) {
            out.add(',');
        }
        first = false;
    }

    @Override
    public void endList() {
        out.add(']');
    }

    @Override
    public void text(byte[] bytes, int from, int length) {
        out.add('"');
        int end = from + length;
        int plain = from;
        int at = from;
        while (at < end) {
            int b = bytes[at];
            if (b >= ' ' && b < 0x7f && b != '\\' && b != '"') {
                at++;
                continue;
            }
            out.add(bytes, plain, at - plain);
            at += special(bytes, at, end);
            plain = at;
        }
        out.add(bytes, plain, end - plain);
        out.add('"');
    }

    private int special(byte[] bytes, int at, int end) {
        int c = Utf8.codePoint(bytes, at, end);
        switch (c) {
            case -1 -> {
                out.add("\\ufffd");
                return 1;
            }
            case '\n' -> out.add("\\n");
            case '\t' -> out.add("\\t");
            case '\r' -> out.add("\\r");
            case '\\' -> out.add("\\\\");
            case '"' -> out.add("\\\"");
            default -> character(c, bytes, at);
        }
        return Utf8.length(c);
    }

    private void character(int c, byte[] bytes, int at) {
        if (c >= 0x80 && !Utf8.hidden(c)) {
            out.add(bytes, at, Utf8.length(c));
        } else if (c < 0x1_0000) {
            unit(c);
        } else {
            unit(Character.highSurrogate(c));
            unit(Character.lowSurrogate(c));
        }
    }

    private void unit(int utf16) {
        out.add("\\u");
        out.hexadecimal(utf16, 4);
    }
}
