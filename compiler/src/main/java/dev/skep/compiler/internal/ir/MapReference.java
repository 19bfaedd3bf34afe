package dev.skep.compiler.internal.ir;

import dev.skep.bpf.map.BpfMap;

/** A map as a helper's argument: {@code ld_imm64} with BPF_PSEUDO_MAP_FD. */
public final class MapReference extends Value {
    private final BpfMap map;

    /** A reference to {@code map}. */
    public MapReference(BpfMap map) {
        this.map = map;
    }

    /** The map. */
    public BpfMap map() {
        return map;
    }

    @Override
    public Width width() {
        return Width.W64;
    }

    @Override
    public boolean rematerializable() {
        return true;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MapReference m && m.map == map;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(map);
    }

    @Override
    public String toString() {
        return "map(" + map.name() + ")";
    }
}
