package dev.skep.bpf.map;

import dev.skep.bpf.sys.BpfCommand;
import dev.skep.bpf.sys.BpfSyscall;
import dev.skep.bpf.sys.CallBuffer;
import dev.skep.bpf.sys.Fd;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A map: a description until it is created, then the owner of its descriptor.
 *
 * <p>The kernel frees the map when the last descriptor, program and pin that holds it is gone; closing this object gives
 * up its descriptor only. Safe for several threads.
 */
public abstract sealed class BpfMap implements AutoCloseable
        permits KeyedMap,
                IndexedMap,
                ProgramArray,
                StackTraceMap,
                PerfEventArray,
                RingBuffer,
                GlobalData,
                RedirectMap,
                SockMap,
                SockHash,
                ConstantTable,
                MapOfMaps,
                SequenceMap,
                BloomFilter,
                LocalStorage,
                UserRingBuffer,
                CgroupArray,
                PerfCounterArray {

    private final MapDescription description;
    private String name;
    private @Nullable Fd fd;

    BpfMap(MapDescription description) {
        this.description = description;
        this.name = "";
    }

    /** The kind of map. */
    public final MapType type() {
        return description.type();
    }

    /** Its name; empty until it is given one. */
    public final String name() {
        return name;
    }

    /**
     * Gives a name, which the kernel cuts to 15 characters. The loader of a program names maps after their fields.
     *
     * @throws IllegalStateException if the map has been created already
     */
    public void name(String newName) {
        synchronized (description) {
            if (fd != null) {
                throw new IllegalStateException("map " + name + " has been created and keeps its name");
            }
            name = newName;
        }
    }

    /** Bytes of a key; 0 for kinds without keys. */
    public final int keySize() {
        return description.keySize();
    }

    /** Bytes of one value; 0 for kinds without values. */
    public final int valueSize() {
        return description.valueSize();
    }

    /** Most elements; bytes for a ring buffer. */
    public final int maxEntries() {
        return description.maxEntries();
    }

    /** See {@link MapFlags}. */
    public final int flags() {
        return description.flags();
    }

    /** {@code Integer.class}, {@code Long.class}, a struct, or null for kinds without typed keys. */
    public final @Nullable Class<?> keyType() {
        return description.keyType();
    }

    /** A struct, or null for kinds without typed values. */
    public final @Nullable Class<?> valueType() {
        return description.valueType();
    }

    /**
     * Creates the map in the kernel ({@code BPF_MAP_CREATE}) with the types of its keys and values, which tools such as
     * bpftool show; does nothing when that has been done.
     *
     * @throws dev.skep.bpf.SyscallException if the kernel refuses: EPERM without rights, ENOMEM, EINVAL for a kind it does not know
     * @throws IllegalStateException after {@link #close()}
     */
    public void create() {
        synchronized (description) {
            if (fd == null) {
                fd = creation().run();
            }
            fd.number();
        }
    }

    /** What the kernel is told; more for kinds that need more. */
    MapCreation creation() {
        return new MapCreation(this);
    }

    /**
     * Takes the map that is pinned at {@code path} instead of creating one ({@code BPF_OBJ_GET}).
     *
     * @throws IllegalArgumentException if that map has another kind or other sizes
     * @throws IllegalStateException if this map has been created already
     */
    public void open(Path path) {
        var attributes = CallBuffer.allocate(16).pointer(0, CallBuffer.of(path.toString()));
        take(BpfCommand.OBJ_GET, attributes, path.toString());
    }

    /**
     * Takes the map of this id, whoever made it, instead of creating one ({@code BPF_MAP_GET_FD_BY_ID}, since Linux 4.13, needs
     * CAP_SYS_ADMIN).
     *
     * @throws dev.skep.bpf.SyscallException ENOENT when there is none any more
     * @throws IllegalArgumentException if that map has another kind or other sizes
     * @throws IllegalStateException if this map has been created already
     */
    public void open(int id) {
        take(BpfCommand.MAP_GET_FD_BY_ID, CallBuffer.allocate(12).u32(0, id), "map " + id);
    }

    private void take(BpfCommand command, CallBuffer attributes, String found) {
        synchronized (description) {
            if (fd != null) {
                throw new IllegalStateException(what() + " has been created already");
            }
            Fd opened = BpfSyscall.open(command, attributes, found);
            try {
                check(found, info(opened));
                fd = opened;
            } finally {
                if (fd == null) {
                    opened.close();
                }
            }
        }
    }

    private void check(String place, MapInfo found) {
        if (found.type() != type().number()
                || found.keySize() != keySize()
                || found.valueSize() != valueSize()
                || found.maxEntries() != maxEntries()) {
            throw new IllegalArgumentException(place + " differs: expected type " + type().number()
                    + ", key " + keySize() + ", value " + valueSize() + ", entries " + maxEntries() + ", found "
                    + found);
        }
    }

    /** Whether the map exists in the kernel and is open here. */
    public final boolean created() {
        synchronized (description) {
            return fd != null && fd.isOpen();
        }
    }

    /**
     * Number of the descriptor, which stays this object's.
     *
     * @throws IllegalStateException before creation and after closing
     */
    public final int fd() {
        return descriptor().number();
    }

    final Fd descriptor() {
        synchronized (description) {
            if (fd == null) {
                throw new IllegalStateException(what() + " has not been created");
            }
            return fd;
        }
    }

    /** The map's number in the system. */
    public final int id() {
        return info().id();
    }

    /** What the kernel says about the map ({@code BPF_OBJ_GET_INFO_BY_FD}). */
    public final MapInfo info() {
        return info(descriptor());
    }

    private MapInfo info(Fd descriptor) {
        return MapInfo.ofDescriptor(descriptor.number(), what());
    }

    /** Pins the map to a new path in a BPF file system ({@code BPF_OBJ_PIN}); it then outlives this process. */
    public final void pin(Path path) {
        var attributes = CallBuffer.allocate(16)
                .pointer(0, CallBuffer.of(path.toString()))
                .u32(8, fd());
        BpfSyscall.run(BpfCommand.OBJ_PIN, attributes, path.toString());
    }

    /** Refuses all later writes from user space ({@code BPF_MAP_FREEZE}, since Linux 5.2). */
    public final void freeze() {
        BpfSyscall.run(BpfCommand.MAP_FREEZE, CallBuffer.allocate(4).u32(0, fd()), what());
    }

    /** Closes the descriptor; a second call does nothing. */
    @Override
    public void close() {
        synchronized (description) {
            if (fd != null) {
                fd.close();
            }
        }
    }

    final String what() {
        return name.isEmpty() ? type() + " map" : "map " + name;
    }

    @Override
    public final String toString() {
        return what();
    }
}
