package dev.skep.bpf.map;

import dev.skep.bpf.memory.Flyweight;
import dev.skep.bpf.memory.Struct;
import org.jspecify.annotations.Nullable;

/**
 * One struct beside each object of the kernel, which goes away together with the object. Faster than a hash table with the object's id
 * as the key, and nothing is left over.
 *
 * <p>In user space an object is named by a descriptor, which stays the caller's. The kernel offers no walk through all objects.
 *
 * @param <V> a struct
 */
public abstract sealed class LocalStorage<V extends Struct> extends BpfMap
        permits TaskStorage, InodeStorage, SocketStorage, CgroupStorage {

    private final Flyweight<V> values;
    private final Elements elements = new Elements(this);

    LocalStorage(MapType type, Class<V> value) {
        super(new MapDescription(
                type,
                Integer.BYTES,
                Flyweight.of(value).layout().size(),
                0,
                MapFlags.NO_PREALLOC,
                Integer.class,
                value));
        values = Flyweight.of(value);
    }

    /** The struct of {@code owner} in the kernel's memory, or null where it has none. Kernel only. */
    public final @Nullable V get(Struct owner) {
        throw KernelOnly.called("get", "the method that takes a descriptor");
    }

    /** As {@link #get(Struct)}; where it has none, a zeroed one is made. Null if there is no memory. Kernel only. */
    public final @Nullable V getOrCreate(Struct owner) {
        throw KernelOnly.called("getOrCreate", "the method put that takes a descriptor");
    }

    /**
     * Takes the struct of {@code owner} away. Kernel only.
     *
     * @return false if there was none
     */
    public final boolean remove(Struct owner) {
        throw KernelOnly.called("remove", "the method that takes a descriptor");
    }

    /**
     * A copy of the struct of the object behind a descriptor, or null where it has none. User space only.
     *
     * @throws dev.skep.bpf.SyscallException EBADF if the descriptor is of another kind
     */
    public final @Nullable V get(int descriptor) {
        V copy = values.allocate();
        return elements.lookup(KeyCodec.INT, descriptor, copy) ? copy : null;
    }

    /**
     * Stores a copy of {@code value} beside the object behind a descriptor. User space only.
     *
     * @throws dev.skep.bpf.SyscallException EBADF if the descriptor is of another kind, ENOMEM
     */
    public final void put(int descriptor, V value) {
        elements.update(KeyCodec.INT, descriptor, Flyweight.segment(value), Elements.ANY);
    }

    /**
     * Takes the struct of the object behind a descriptor away. User space only.
     *
     * @return false if there was none
     */
    public final boolean remove(int descriptor) {
        return elements.delete(KeyCodec.INT, descriptor);
    }
}
