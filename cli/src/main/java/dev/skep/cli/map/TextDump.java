package dev.skep.cli.map;

import dev.skep.bpf.Errno;
import dev.skep.bpf.btf.BtfValue;
import dev.skep.bpf.inspect.MapReader;
import dev.skep.bpf.inspect.ObjectKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Elements for people: the key, then the value; where each processor has one, the sum and a line for each. */
final class TextDump implements DumpFormat {
    private static final String GAP = "  ";

    private final Elements elements;

    TextDump(Elements elements) {
        this.elements = elements;
    }

    @Override
    public void append(MapReader.Element element, StringBuilder out) {
        int start = out.length();
        key(element.key(), out);
        switch (element) {
            case MapReader.Element.Unreadable unreadable ->
                out.append(GAP)
                        .append('(')
                        .append(Errno.nameOf(unreadable.error()))
                        .append(")\n");
            case MapReader.Element.Found found
            when elements.perCpu() -> processors(found.values(), " ".repeat(Math.min(out.length() - start, 8)), out);
            case MapReader.Element.Found found -> {
                if (found.key().length > 0) out.append(GAP);
                value(found.values().getFirst(), out);
                out.append('\n');
            }
        }
    }

    private void key(byte[] bytes, StringBuilder out) {
        if (bytes.length == 0) return;
        Optional<BtfValue> decoded = elements.key(bytes);
        if (decoded.isPresent()) {
            ValueText.append(decoded.get(), out);
        } else if (elements.isIndexed()) {
            out.append(Integer.toUnsignedString(Elements.number(bytes)));
        } else {
            HexText.append(bytes, out);
        }
    }

    private void value(byte[] bytes, StringBuilder out) {
        Optional<BtfValue> decoded = elements.value(bytes);
        Optional<ObjectKind> held = elements.holds();
        if (decoded.isPresent()) {
            ValueText.append(decoded.get(), out);
        } else if (held.isPresent() && bytes.length == Integer.BYTES) {
            int id = Elements.number(bytes);
            out.append(held.get().word()).append(' ').append(id);
            out.append(' ').append(Elements.name(held.get(), id));
        } else if (elements.isStack()) {
            out.append(String.join(" < ", elements.frames(bytes)));
        } else {
            HexText.append(bytes, out);
        }
    }

    private void processors(List<byte[]> values, String indent, StringBuilder out) {
        List<BtfValue> decoded = new ArrayList<>();
        values.forEach(bytes -> elements.value(bytes).ifPresent(decoded::add));
        Optional<BtfValue> sum = decoded.size() == values.size() ? ValueSum.of(decoded) : Optional.empty();
        if (sum.isPresent()) {
            out.append(GAP).append("sum ");
            ValueText.append(sum.get(), out);
        }
        out.append('\n');
        for (int cpu = 0; cpu < values.size(); cpu++) {
            out.append(indent).append(GAP).append("cpu").append(cpu).append(' ');
            value(values.get(cpu), out);
            out.append('\n');
        }
    }
}
