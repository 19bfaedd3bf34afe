package dev.skep.bpf.pin;

import dev.skep.bpf.inspect.KernelObject;
import dev.skep.bpf.inspect.MapReader;
import dev.skep.bpf.inspect.ObjectKind;
import dev.skep.bpf.map.GlobalData;
import dev.skep.bpf.map.MapInfo;
import dev.skep.bpf.map.MapType;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A text in the kernel that nobody can change: a map with one value, which a program can be bound to or which is pinned beside what it
 * describes. In UTF-8; {@code skep map dump} shows it. Stateless.
 */
public final class FrozenText {
    /** The longest text that is read, in bytes. */
    public static final int MOST_BYTES = 1 << 20;

    private FrozenText() {}

    /**
     * Brings a text into the kernel, until the map is closed and nothing else holds it.
     *
     * @param name of the map
     * @throws IllegalArgumentException if it is empty, or longer than {@link #MOST_BYTES}
     */
    public static GlobalData create(String name, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length == 0 || bytes.length > MOST_BYTES) {
            throw new IllegalArgumentException(
                    name + " has " + bytes.length + " bytes; 1 to " + MOST_BYTES + " are possible");
        }
        GlobalData data = GlobalData.constants(bytes.length);
        try {
            data.name(name);
            data.memory().copyFrom(MemorySegment.ofArray(bytes));
            data.create();
            return data;
        } catch (RuntimeException | Error refused) {
            data.close();
            throw refused;
        }
    }

    /** The text of a map, whoever made it; empty if it is no such map. */
    public static Optional<String> read(KernelObject map) {
        if (map.kind() != ObjectKind.MAP) {
            return Optional.empty();
        }
        MapInfo info = map.mapInfo();
        if (info.type() != MapType.ARRAY.number() || info.maxEntries() != 1 || info.valueSize() > MOST_BYTES) {
            return Optional.empty();
        }
        StringBuilder text = new StringBuilder();
        MapReader.of(map).forEach(element -> {
            if (element instanceof MapReader.Element.Found found) {
                text.append(new String(found.values().getFirst(), StandardCharsets.UTF_8));
            }
            return false;
        });
        return text.isEmpty() ? Optional.empty() : Optional.of(text.toString());
    }
}
