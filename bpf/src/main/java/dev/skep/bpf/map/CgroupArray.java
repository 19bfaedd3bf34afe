package dev.skep.bpf.map;

import dev.skep.bpf.sys.Fd;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Cgroups by index, for programs that ask whether a task or a packet belongs to one.
 *
 * <p>{@code BPF_MAP_TYPE_CGROUP_ARRAY}, since Linux 4.8. The map holds its cgroups, removed or not.
 */
public final class CgroupArray extends BpfMap {
    private static final int O_DIRECTORY = 0x10000;

    private final Elements elements = new Elements(this);

    private CgroupArray(int entries) {
        super(new MapDescription(MapType.CGROUP_ARRAY, Integer.BYTES, Integer.BYTES, entries, 0, Integer.class, null));
    }

    /** Describes a map with this number of places. */
    public static CgroupArray of(int entries) {
        return new CgroupArray(entries);
    }

    /**
     * Puts the cgroup of a folder of cgroup v2 at {@code index}. User space only.
     *
     * @throws IndexOutOfBoundsException if the index is outside
     * @throws dev.skep.bpf.SyscallException ENOENT if there is no such folder, EBADF if it is none of cgroup v2
     */
    public void set(int index, Path folder) {
        Objects.checkIndex(index, maxEntries());
        try (Fd cgroup = Fd.open(folder.toString(), O_DIRECTORY)) {
            elements.updateInt(index, cgroup.number());
        }
    }

    /**
     * Takes the cgroup at {@code index} away. User space only.
     *
     * @return false if there was none
     */
    public boolean clear(int index) {
        Objects.checkIndex(index, maxEntries());
        return elements.delete(KeyCodec.INT, index);
    }
}
