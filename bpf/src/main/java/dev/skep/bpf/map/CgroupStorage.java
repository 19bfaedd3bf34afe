package dev.skep.bpf.map;

import dev.skep.bpf.memory.Struct;
import dev.skep.bpf.sys.Fd;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A struct beside each cgroup of version 2: {@code bpf_cgrp_storage_get}.
 *
 * <p>{@code BPF_MAP_TYPE_CGRP_STORAGE}, since Linux 6.2.
 *
 * @param <V> a struct
 */
public final class CgroupStorage<V extends Struct> extends LocalStorage<V> {
    private static final int O_DIRECTORY = 0x10000;

    private CgroupStorage(Class<V> value) {
        super(MapType.CGROUP_STORAGE, value);
    }

    /** Describes a map. */
    public static <V extends Struct> CgroupStorage<V> of(Class<V> value) {
        return new CgroupStorage<>(value);
    }

    /** A copy of the struct of a cgroup, named by its folder,, or null where it has none. User space only. */
    public @Nullable V get(Path path) {
        try (Fd fd = Fd.open(path.toString(), O_DIRECTORY)) {
            return get(fd.number());
        }
    }

    /** Stores a copy of {@code value} beside a cgroup, named by its folder,. User space only. */
    public void put(Path path, V value) {
        try (Fd fd = Fd.open(path.toString(), O_DIRECTORY)) {
            put(fd.number(), value);
        }
    }

    /**
     * Takes the struct of a cgroup, named by its folder, away. User space only.
     *
     * @return false if there was none
     */
    public boolean remove(Path path) {
        try (Fd fd = Fd.open(path.toString(), O_DIRECTORY)) {
            return remove(fd.number());
        }
    }
}
