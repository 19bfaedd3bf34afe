package dev.skep.compiler.internal.ir;

import dev.skep.bpf.map.GlobalData;

/** The address of a byte in global data (.data, .rodata): {@code ld_imm64} with BPF_PSEUDO_MAP_VALUE. */
public final class GlobalAddress extends Value {
    private final GlobalData data;
    private final int offset;

    /** The address of byte {@code offset} of {@code data}. */
    public GlobalAddress(GlobalData data, int offset) {
        this.data = data;
        this.offset = offset;
    }

    /** The map that holds the bytes. */
    public GlobalData data() {
        return data;
    }

    /** Bytes from the start of the data. */
    public int offset() {
        return offset;
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
        return other instanceof GlobalAddress g && g.data == data && g.offset == offset;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(data) + offset;
    }

    @Override
    public String toString() {
        return "&" + data.name() + "+" + offset;
    }
}
