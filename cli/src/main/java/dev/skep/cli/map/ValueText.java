package dev.skep.cli.map;

import dev.skep.bpf.btf.BtfValue;
import java.util.List;

/** Decoded values for people: {@code {pid 12, comm "cat"}}; unions as bytes, since their type does not tell which member counts. */
final class ValueText {
    private ValueText() {}

    static void append(BtfValue value, StringBuilder out) {
        switch (value) {
            case BtfValue.Numeric number -> out.append(number);
            case BtfValue.Wide wide -> out.append(wide);
            case BtfValue.Flag flag -> out.append(flag.value());
            case BtfValue.Text text -> out.append('"').append(text.value()).append('"');
            case BtfValue.Constant constant -> out.append(constant.name());
            case BtfValue.Pointer pointer -> out.append("0x").append(Long.toHexString(pointer.address()));
            case BtfValue.Floating floating -> out.append(floating.value());
            case BtfValue.Sequence sequence -> sequence(sequence.elements(), out);
            case BtfValue.Composite composite -> members(composite.members(), out);
            case BtfValue.Overlay overlay -> raw(overlay.bytes(), out);
            case BtfValue.Raw raw -> raw(raw, out);
        }
    }

    private static void sequence(List<BtfValue> elements, StringBuilder out) {
        out.append('[');
        for (int i = 0; i < elements.size(); i++) {
            out.append(i == 0 ? "" : " ");
            append(elements.get(i), out);
        }
        out.append(']');
    }

    private static void members(List<BtfValue.Member> members, StringBuilder out) {
        out.append('{');
        for (int i = 0; i < members.size(); i++) {
            BtfValue.Member member = members.get(i);
            out.append(i == 0 ? "" : ", ")
                    .append(member.name())
                    .append(member.name().isEmpty() ? "" : " ");
            append(member.value(), out);
        }
        out.append('}');
    }

    private static void raw(BtfValue.Raw raw, StringBuilder out) {
        byte[] bytes = new byte[raw.bytes().size()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = raw.bytes().get(i);
        }
        out.append('<');
        HexText.append(bytes, out);
        out.append('>');
    }
}
