package dev.skep.bpf.map;

/** Flags of {@code BPF_MAP_CREATE} (linux/bpf.h). */
public final class MapFlags {

    /** {@code BPF_F_NO_PREALLOC}: elements are allocated when they are put; what {@link LpmTrie} demands. */
    public static final int NO_PREALLOC = 1;

    /** {@code BPF_F_RDONLY_PROG}: programs cannot write, since Linux 5.2. */
    public static final int READ_ONLY_PROGRAM = 1 << 7;

    /** {@code BPF_F_MMAPABLE}: arrays that user space can map, since Linux 5.5. */
    public static final int MMAPABLE = 1 << 10;

    private MapFlags() {}
}
