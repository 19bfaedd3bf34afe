package dev.skep.bpf.map;

import org.jspecify.annotations.Nullable;

/** What the kernel is told when a map is created. */
record MapDescription(
        MapType type,
        int keySize,
        int valueSize,
        int maxEntries,
        int flags,
        @Nullable Class<?> keyType,
        @Nullable Class<?> valueType) {

    MapDescription {
        if (maxEntries < 1 && !type.local()) {
            throw new IllegalArgumentException(type + " map: entries=" + maxEntries + ", expected at least 1");
        }
    }
}
