package dev.skep.cli.map;

import dev.skep.bpf.Errno;
import dev.skep.bpf.btf.BtfValue;
import dev.skep.bpf.inspect.MapReader;
import dev.skep.bpf.inspect.ObjectKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Elements for programs, one object a line: {@code {"key":...,"value":...}}, or {@code "values"} with one for each processor. What has
 * no type is an array of bytes, as bpftool writes it.
 */
final class JsonDump implements DumpFormat {
    private final Elements elements;

    JsonDump(Elements elements) {
        this.elements = elements;
    }

    @Override
    public void append(MapReader.Element element, StringBuilder out) {
        out.append('{');
        // The variables of a section have a type without a key.
        if (element.key().length > 0 && (elements.hasKeyType() || !elements.hasValueType())) {
            out.append("\"key\":");
            decodedOr(elements.key(element.key()), element.key(), out);
            out.append(',');
        }
        switch (element) {
            case MapReader.Element.Unreadable unreadable ->
                out.append("\"error\":\"")
                        .append(Errno.nameOf(unreadable.error()))
                        .append('"');
            case MapReader.Element.Found found when elements.perCpu() -> processors(found.values(), out);
            case MapReader.Element.Found found -> single(found.values().getFirst(), out);
        }
        out.append("}\n");
    }

    private void single(byte[] bytes, StringBuilder out) {
        out.append("\"value\":");
        decodedOr(elements.value(bytes), bytes, out);
        Optional<ObjectKind> held = elements.holds();
        if (held.isPresent() && bytes.length == Integer.BYTES) {
            int id = Elements.number(bytes);
            String word = held.get().word();
            out.append(",\"").append(word).append("\":").append(id);
            out.append(",\"name\":\"").append(Elements.name(held.get(), id)).append('"');
        }
        if (elements.isStack()) {
            out.append(",\"frames\":[");
            List<String> frames = elements.frames(bytes);
            for (int i = 0; i < frames.size(); i++) {
                out.append(i == 0 ? "\"" : ",\"").append(frames.get(i)).append('"');
            }
            out.append(']');
        }
    }

    private void processors(List<byte[]> values, StringBuilder out) {
        List<BtfValue> decoded = new ArrayList<>();
        out.append("\"values\":[");
        for (int cpu = 0; cpu < values.size(); cpu++) {
            byte[] bytes = values.get(cpu);
            Optional<BtfValue> value = elements.value(bytes);
            value.ifPresent(decoded::add);
            out.append(cpu == 0 ? "" : ",").append("{\"cpu\":").append(cpu).append(",\"value\":");
            decodedOr(value, bytes, out);
            out.append('}');
        }
        out.append(']');
        if (decoded.size() == values.size()) {
            ValueSum.of(decoded).ifPresent(sum -> {
                out.append(",\"sum\":");
                ValueJson.append(sum, out);
            });
        }
    }

    private static void decodedOr(Optional<BtfValue> decoded, byte[] bytes, StringBuilder out) {
        if (decoded.isPresent()) {
            ValueJson.append(decoded.get(), out);
        } else {
            HexText.appendJson(bytes, out);
        }
    }
}
