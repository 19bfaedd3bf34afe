package dev.skep.bpf.map;

import dev.skep.bpf.memory.Struct;
import dev.skep.bpf.sys.Fd;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A struct beside each file, while the kernel holds its inode in memory: {@code bpf_inode_storage_get}, for security hooks.
 *
 * <p>{@code BPF_MAP_TYPE_INODE_STORAGE}, since Linux 5.10.
 *
 * @param <V> a struct
 */
public final class InodeStorage<V extends Struct> extends LocalStorage<V> {
    private static final int O_RDONLY = 0;

    private InodeStorage(Class<V> value) {
        super(MapType.INODE_STORAGE, value);
    }

    /** Describes a map. */
    public static <V extends Struct> InodeStorage<V> of(Class<V> value) {
        return new InodeStorage<>(value);
    }

    /** A copy of the struct of a file, or null where it has none. User space only. */
    public @Nullable V get(Path path) {
        try (Fd fd = Fd.open(path.toString(), O_RDONLY)) {
            return get(fd.number());
        }
    }

    /** Stores a copy of {@code value} beside a file. User space only. */
    public void put(Path path, V value) {
        try (Fd fd = Fd.open(path.toString(), O_RDONLY)) {
            put(fd.number(), value);
        }
    }

    /**
     * Takes the struct of a file away. User space only.
     *
     * @return false if there was none
     */
    public boolean remove(Path path) {
        try (Fd fd = Fd.open(path.toString(), O_RDONLY)) {
            return remove(fd.number());
        }
    }
}
