package dev.skep.cli.map;

/** Bytes in hexadecimal. */
final class HexText {
    private HexText() {}

    /** Two digits each, with blanks between: "0a ff". */
    static void append(byte[] bytes, StringBuilder out) {
        for (int i = 0; i < bytes.length; i++) {
            if (i > 0) {
                out.append(' ');
            }
            digits(bytes[i], out);
        }
    }

    /** As bpftool writes bytes in JSON: ["0x0a","0xff"]. */
    static void appendJson(byte[] bytes, StringBuilder out) {
        out.append('[');
        for (int i = 0; i < bytes.length; i++) {
            out.append(i == 0 ? "\"0x" : ",\"0x");
            digits(bytes[i], out);
            out.append('"');
        }
        out.append(']');
    }

    private static void digits(byte value, StringBuilder out) {
        out.append(Character.forDigit(value >> 4 & 15, 16)).append(Character.forDigit(value & 15, 16));
    }
}
