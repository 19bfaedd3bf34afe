package dev.skep.bpf.asm;

/**
 * What the source register's field means where no register is read: the 64-bit immediate load and the call
 * (RFC 9669, sections 4.3 and 5.4; {@code BPF_PSEUDO_*} in {@code include/uapi/linux/bpf.h}).
 */
public final class PseudoSource {

    /** In a load: a plain 64-bit number. */
    public static final int NONE = 0;

    /** BPF_PSEUDO_MAP_FD: the low word is a map's file descriptor, the result is the map's address. */
    public static final int MAP_FD = 1;

    /** BPF_PSEUDO_MAP_VALUE: map's file descriptor, and an offset into its first value in the high word (Linux 5.2). */
    public static final int MAP_VALUE = 2;

    /** BPF_PSEUDO_BTF_ID: the low word is the BTF id of a kernel variable, the result its address (Linux 5.10). */
    public static final int BTF_ID = 3;

    /** BPF_PSEUDO_FUNC: the low word is the distance to a subprogram, the result its address (Linux 5.13). */
    public static final int FUNCTION = 4;

    /** BPF_PSEUDO_MAP_IDX: as {@link #MAP_FD}, by index into the program's array of descriptors (Linux 5.14). */
    public static final int MAP_INDEX = 5;

    /** BPF_PSEUDO_MAP_IDX_VALUE: as {@link #MAP_VALUE}, by index into the array of descriptors (Linux 5.14). */
    public static final int MAP_INDEX_VALUE = 6;

    /** In a call: the immediate is a helper's number. */
    public static final int HELPER_CALL = 0;

    /** BPF_PSEUDO_CALL: the immediate is the distance to a subprogram (Linux 4.16). */
    public static final int SUBPROGRAM_CALL = 1;

    /** BPF_PSEUDO_KFUNC_CALL: the immediate is the BTF id of a kernel function (Linux 5.13). */
    public static final int KERNEL_FUNCTION_CALL = 2;

    private PseudoSource() {}
}
