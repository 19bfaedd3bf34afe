package dev.skep.compiler.fuzz;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** What a run left: its result, and all memory that it could write. */
record Outcome(int result, Input memory) {
    /** The first thing that differs, or nothing. */
    String difference(Outcome other) {
        if (result != other.result) return "result " + result + ", expected " + other.result;
        String found = bytes("context", memory.context(), other.memory.context());
        if (found.isEmpty()) found = bytes("packet", memory.packet(), other.memory.packet());
        if (found.isEmpty() && !Arrays.equals(memory.data(), other.memory.data())) {
            found = "fields " + Arrays.toString(memory.data()) + ", expected " + Arrays.toString(other.memory.data());
        }
        for (int i = 0; i < memory.array().length && found.isEmpty(); i++) {
            found = bytes("array[" + i + "]", memory.array()[i], other.memory.array()[i]);
        }
        if (!found.isEmpty()) return found;
        String hash = text(memory.hash());
        String expected = text(other.memory.hash());
        return Objects.equals(hash, expected) ? "" : "hash map " + hash + ", expected " + expected;
    }

    private static String bytes(String what, byte[] found, byte[] expected) {
        int at = Arrays.mismatch(found, expected);
        if (at < 0) return "";
        return what + " differs at byte " + at + ": " + HexFormat.of().formatHex(found) + ", expected "
                + HexFormat.of().formatHex(expected);
    }

    private static String text(Map<Integer, byte[]> hash) {
        return hash.entrySet().stream()
                .map(e -> e.getKey() + "=" + HexFormat.of().formatHex(e.getValue()))
                .collect(Collectors.joining(", ", "{", "}"));
    }
}
