package dev.skep.bpf.memory;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Prints views: {@code {pid=1, comm="bash", slots=[0, 2]}}.
 *
 * <p>{@link Bytes} print as text up to the first NUL, as hexadecimal digits when that would hide something: when the text
 * is empty and the bytes behind it are not. Control characters and malformed UTF-8 are escaped, so a terminal can be shown
 * what a process chose for its name.
 */
public final class StructPrinter {

    private StructPrinter() {}

    /**
     * All fields of a view, by offset.
     *
     * @throws IllegalArgumentException if it is none of Skep's views
     */
    public static String print(Struct struct) {
        var out = new StringBuilder();
        print(view(struct), out);
        return out.toString();
    }

    static StructView view(Struct struct) {
        if (struct instanceof StructView view) {
            return view;
        }
        throw new IllegalArgumentException(
                "not a view of a Flyweight: " + struct.getClass().getTypeName());
    }

    private static void print(StructView view, StringBuilder out) {
        StructLayout layout = view.layout;
        MemorySegment memory = view.segment.asSlice(view.offset, view.byteSize);
        if (layout == null) {
            bytes(memory, out);
        } else {
            struct(layout, memory, out);
        }
    }

    private static void struct(StructLayout layout, MemorySegment memory, StringBuilder out) {
        String separator = "{";
        for (StructField field : layout.fields()) {
            out.append(separator).append(field.name()).append('=');
            separator = ", ";
            switch (field.kind()) {
                case STRUCT -> struct(StructLayout.of(field.javaType()), slice(memory, field), out);
                case BYTES -> bytes(slice(memory, field), out);
                case INTEGER ->
                    integers(
                            memory,
                            field,
                            layout.accessor(
                                            field.name(),
                                            "(I)".concat(field.javaType().descriptorString()))
                                    != null,
                            out);
            }
        }
        out.append('}');
    }

    private static MemorySegment slice(MemorySegment memory, StructField field) {
        return memory.asSlice(field.offset(), field.byteSize());
    }

    private static void integers(MemorySegment memory, StructField field, boolean array, StringBuilder out) {
        if (!array) {
            integer(memory, field, 0, out);
            return;
        }
        for (int i = 0; i < field.count(); i++) {
            out.append(i == 0 ? "[" : ", ");
            integer(memory, field, i, out);
        }
        out.append(']');
    }

    private static void integer(MemorySegment memory, StructField field, int index, StringBuilder out) {
        long at = field.offset() + (long) index * field.size();
        ByteOrder order = field.bigEndian() ? ByteOrder.BIG_ENDIAN : ByteOrder.nativeOrder();
        long value = switch (field.size()) {
            case 1 -> memory.get(ValueLayout.JAVA_BYTE, at);
            case 2 -> memory.get(ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(order), at);
            case 4 -> memory.get(ValueLayout.JAVA_INT_UNALIGNED.withOrder(order), at);
            default -> memory.get(ValueLayout.JAVA_LONG_UNALIGNED.withOrder(order), at);
        };
        if (field.javaType() == boolean.class) {
            out.append(value != 0);
        } else {
            out.append(field.signed() ? value : value & -1L >>> (64 - 8 * field.size()));
        }
    }

    private static void bytes(MemorySegment memory, StringBuilder out) {
        byte[] all = memory.toArray(ValueLayout.JAVA_BYTE);
        int end = 0;
        while (end < all.length && all[end] != 0) {
            end++;
        }
        boolean hidden = false;
        for (int i = end; i < all.length && end == 0; i++) {
            hidden |= all[i] != 0;
        }
        if (hidden) {
            out.append(HexFormat.of().formatHex(all));
        } else {
            out.append('"');
            EscapedText.append(all, end, out);
            out.append('"');
        }
    }

    /** The text of {@code bytes} up to the first NUL, escaped as in {@link #print} but without quotes. */
    public static String text(Bytes bytes) {
        byte[] all = new byte[bytes.stringLength()];
        MemorySegment.copy(Flyweight.segment(bytes), ValueLayout.JAVA_BYTE, 0, all, 0, all.length);
        var out = new StringBuilder();
        EscapedText.append(all, all.length, out);
        return out.toString();
    }

    /** {@code text} escaped as in {@link #print} but without quotes. */
    public static String escape(String text) {
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        var out = new StringBuilder(text.length());
        EscapedText.append(encoded, encoded.length, out);
        return out.toString();
    }
}
