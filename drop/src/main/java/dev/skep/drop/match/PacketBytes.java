package dev.skep.drop.match;

import dev.skep.bpf.memory.Flyweight;
import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.hook.XdpContext;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/** A packet on the JVM: what a filter sees of the bytes of a capture. */
public final class PacketBytes implements XdpContext {
    private final MemorySegment bytes;
    private final int length;

    /**
     * A packet of which {@code bytes} are there.
     *
     * @param length how long it was on the wire
     */
    public PacketBytes(byte[] bytes, int length) {
        this.bytes = MemorySegment.ofArray(bytes);
        this.length = length;
    }

    /** A whole packet. */
    public PacketBytes(byte[] bytes) {
        this(bytes, bytes.length);
    }

    @Override
    public <T extends Struct> @Nullable T at(int offset, Class<T> type) {
        Flyweight<T> header = Flyweight.of(type);
        boolean fits = offset >= 0 && offset + (long) header.layout().size() <= bytes.byteSize();
        return fits ? header.at(bytes, offset) : null;
    }

    @Override
    public <T extends Struct> @Nullable T meta(Class<T> type) {
        return null;
    }

    @Override
    public int length() {
        return length;
    }

    @Override
    public int ifindex() {
        return 0;
    }

    @Override
    public int queue() {
        return 0;
    }
}
