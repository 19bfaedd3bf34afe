package dev.skep.bpf.program;

import dev.skep.bpf.map.BpfMap;

/**
 * An instruction that names a map: the first slot of a 64-bit immediate load whose source register says
 * BPF_PSEUDO_MAP_FD (the map) or BPF_PSEUDO_MAP_VALUE (an address in its only element, the offset in the second slot).
 * Loading writes the map's descriptor into a copy of it.
 *
 * @param instruction the index of the slot
 * @param map created at the latest when the program is loaded
 */
public record MapRelocation(int instruction, BpfMap map) {
    /** The same instruction with another map, of the same kind and sizes of keys and values. */
    MapRelocation withMap(BpfMap other) {
        if (other.type() != map.type() || other.keySize() != map.keySize() || other.valueSize() != map.valueSize()) {
            throw new IllegalArgumentException(other + " cannot take the place of " + map + ": kinds or sizes differ");
        }
        return new MapRelocation(instruction, other);
    }
}
