package dev.skep.compiler.interpreter;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A piece of memory with an address of its own, which remembers what was written. */
public final class Region {
    /** Away from the border, so that a small step before the start is still seen to be meant for this region. */
    private static final long BIAS = 0x4000_0000L;

    private static final long BASE = 0xffff_0000_0000_0000L;

    private final String name;
    private final int index;
    private final ByteBuffer bytes;
    private final boolean @Nullable [] written;
    private final boolean writable;
    private final Map<Integer, Long> pointers = new HashMap<>();

    Region(String name, int index, byte[] content, boolean initialised, boolean writable) {
        this.name = name;
        this.index = index;
        this.bytes = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
        this.written = initialised ? null : new boolean[content.length];
        this.writable = writable;
    }

    /** The number of the region in an address. */
    static int indexOf(long address) {
        return address >>> 48 == 0xffff ? (int) (address >>> 32) & 0xffff : 0;
    }

    /** The address of the first byte. */
    public long address() {
        return BASE | (long) index << 32 | BIAS;
    }

    /** How many bytes it has. */
    public int size() {
        return bytes.capacity();
    }

    /** The content, which the region shares. */
    public byte[] bytes() {
        return bytes.array();
    }

    /** Loads of four bytes at {@code offset} give this address, as the kernel makes it of {@code xdp_md.data}. */
    public Region pointer(int offset, long address) {
        pointers.put(offset, address);
        return this;
    }

    long load(long address, int size) {
        int at = check("read", address, size);
        Long pointer = size == 4 && !pointers.isEmpty() ? pointers.get(at) : null;
        if (pointer != null) return pointer;
        if (written != null) {
            for (int i = at; i < at + size; i++) {
                if (!written[i]) throw new Fault("read of " + name + "+" + i + ", which was never written");
            }
        }
        return switch (size) {
            case 1 -> bytes.get(at) & 0xff;
            case 2 -> bytes.getShort(at) & 0xffff;
            case 4 -> bytes.getInt(at) & 0xffffffffL;
            default -> bytes.getLong(at);
        };
    }

    void store(long address, int size, long value) {
        int at = check("write", address, size);
        if (!writable) throw new Fault("write to " + name + "+" + at + ", which may only be read");
        if (written != null) Arrays.fill(written, at, at + size, true);
        switch (size) {
            case 1 -> bytes.put(at, (byte) value);
            case 2 -> bytes.putShort(at, (short) value);
            case 4 -> bytes.putInt(at, (int) value);
            default -> bytes.putLong(at, value);
        }
    }

    private int check(String what, long address, int size) {
        long at = (address & 0xffffffffL) - BIAS;
        if (at < 0 || at + size > size()) {
            throw new Fault(what + " of " + size + " bytes at " + name + (at < 0 ? "" : "+") + at + ", which has "
                    + size() + " bytes");
        }
        return (int) at;
    }

    @Override
    public String toString() {
        return name;
    }
}
