package dev.skep.agent.event;

import dev.skep.api.message.CapabilitiesType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Sets of capabilities with their names. Few different ones occur on a host, so they are kept. */
final class CapabilityNames {
    private static final int MOST_KEPT = 1024;
    private static final Map<Long, CapabilityNames> KNOWN = new ConcurrentHashMap<>();

    private final List<CapabilitiesType> types;
    private final byte[] json;

    private CapabilityNames(long bits) {
        List<CapabilitiesType> found = new ArrayList<>();
        for (CapabilitiesType type : CapabilitiesType.values()) {
            if (type != CapabilitiesType.UNRECOGNIZED && (bits & 1L << type.getNumber()) != 0) {
                found.add(type);
            }
        }
        types = List.copyOf(found);
        json = types.stream()
                .map(type -> '"' + type.name() + '"')
                .collect(Collectors.joining(",", "[", "]"))
                .getBytes(StandardCharsets.US_ASCII);
    }

    static CapabilityNames of(long bits) {
        CapabilityNames known = KNOWN.get(bits);
        if (known == null) {
            known = new CapabilityNames(bits);
            if (KNOWN.size() < MOST_KEPT) {
                KNOWN.put(bits, known);
            }
        }
        return known;
    }

    List<CapabilitiesType> types() {
        return types;
    }

    /** A JSON array; never written to. */
    byte[] json() {
        return json;
    }
}
