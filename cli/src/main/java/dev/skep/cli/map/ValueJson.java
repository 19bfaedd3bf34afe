package dev.skep.cli.map;

import dev.skep.bpf.btf.BtfValue;
import java.util.List;

/**
 * Decoded values for programs, value for value as {@code bpftool -j map dump} has them under "formatted", except that bit-fields are
 * numbers, and that the members of anonymous structures and unions stand among those of what surrounds them.
 */
final class ValueJson {
    private ValueJson() {}

    static void append(BtfValue value, StringBuilder out) {
        switch (value) {
            case BtfValue.Numeric number -> out.append(number);
            case BtfValue.Wide wide -> out.append('"').append(wide).append('"');
            case BtfValue.Flag flag -> out.append(flag.value());
            case BtfValue.Text text -> text(text.value(), out);
            case BtfValue.Constant constant -> text(constant.name(), out);
            case BtfValue.Pointer pointer -> out.append(Long.toUnsignedString(pointer.address()));
            case BtfValue.Floating floating -> floating(floating.value(), out);
            case BtfValue.Sequence sequence -> sequence(sequence.elements(), out);
            case BtfValue.Composite composite -> object(composite.members(), out);
            case BtfValue.Overlay overlay -> object(overlay.members(), out);
            case BtfValue.Raw raw -> raw(raw, out);
        }
    }

    /** What text can hold is printable ASCII. */
    private static void text(String text, StringBuilder out) {
        out.append('"').append(text.replace("\\", "\\\\").replace("\"", "\\\"")).append('"');
    }

    /** JSON has no word for what is not a number. */
    private static void floating(double value, StringBuilder out) {
        out.append(Double.isFinite(value) ? Double.toString(value) : "null");
    }

    private static void sequence(List<BtfValue> elements, StringBuilder out) {
        out.append('[');
        for (int i = 0; i < elements.size(); i++) {
            out.append(i == 0 ? "" : ",");
            append(elements.get(i), out);
        }
        out.append(']');
    }

    private static void object(List<BtfValue.Member> members, StringBuilder out) {
        out.append('{');
        members(members, out, out.length());
        out.append('}');
    }

    private static void members(List<BtfValue.Member> members, StringBuilder out, int start) {
        for (BtfValue.Member member : members) {
            if (member.name().isEmpty()) {
                switch (member.value()) {
                    case BtfValue.Composite inner -> members(inner.members(), out, start);
                    case BtfValue.Overlay inner -> members(inner.members(), out, start);
                    default -> {
                        // A bit-field without a name is padding.
                    }
                }
                continue;
            }
            if (out.length() > start) {
                out.append(',');
            }
            text(member.name(), out);
            out.append(':');
            append(member.value(), out);
        }
    }

    private static void raw(BtfValue.Raw raw, StringBuilder out) {
        byte[] bytes = new byte[raw.bytes().size()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = raw.bytes().get(i);
        }
        HexText.appendJson(bytes, out);
    }
}
