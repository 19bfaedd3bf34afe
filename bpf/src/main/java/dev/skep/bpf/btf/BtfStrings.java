package dev.skep.bpf.btf;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** The string section of a blob under construction: zero-terminated strings, each of them once. */
final class BtfStrings {
    private final LittleEndianBytes section = new LittleEndianBytes(256);
    private final Map<String, Integer> offsets = new HashMap<>();

    BtfStrings() {
        add("");
    }

    int add(String text) {
        Integer known = offsets.get(text);
        if (known != null) {
            return known;
        }
        if (text.indexOf(0) >= 0) {
            throw new IllegalArgumentException("a string in BTF ends at its first zero: " + text.replace('\0', '?'));
        }
        int offset = section.length();
        section.bytes(text.getBytes(StandardCharsets.UTF_8));
        section.i8(0);
        offsets.put(text, offset);
        return offset;
    }

    int length() {
        return section.length();
    }

    byte[] toBytes() {
        return section.toBytes();
    }
}
