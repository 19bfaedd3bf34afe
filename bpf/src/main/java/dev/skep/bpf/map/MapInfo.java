package dev.skep.bpf.map;

import dev.skep.bpf.sys.BpfCommand;
import dev.skep.bpf.sys.BpfSyscall;
import dev.skep.bpf.sys.CallBuffer;

/**
 * What the kernel says about a map ({@code struct bpf_map_info}).
 *
 * @param type the kernel's number of the kind, see {@link MapType}
 * @param id unique number in the system
 * @param keySize bytes of a key
 * @param valueSize bytes of a value
 * @param maxEntries most elements, or bytes of a ring buffer
 * @param flags see {@link MapFlags}
 * @param name at most 15 characters
 * @param btfId the id of the BTF that has its types; 0 for none
 * @param keyTypeId the type of its keys there; 0 for none
 * @param valueTypeId the type of its values there; 0 for none
 * @param kernelValueTypeId the type of its values in the kernel's own BTF, as struct_ops maps have it; 0 for none
 * @param extra what some kinds need besides (map_extra): the hash functions of a bloom filter (Linux 5.16)
 */
public record MapInfo(
        int type,
        int id,
        int keySize,
        int valueSize,
        int maxEntries,
        int flags,
        String name,
        int btfId,
        int keyTypeId,
        int valueTypeId,
        int kernelValueTypeId,
        long extra) {
    private static final int SIZE = 88;

    /**
     * The map that a descriptor refers to (BPF_OBJ_GET_INFO_BY_FD).
     *
     * @param object what to call it in messages
     */
    public static MapInfo ofDescriptor(int fd, String object) {
        var info = CallBuffer.allocate(SIZE);
        var attributes = CallBuffer.allocate(16).u32(0, fd).u32(4, SIZE).pointer(8, info);
        BpfSyscall.run(BpfCommand.OBJ_GET_INFO_BY_FD, attributes, object);
        return new MapInfo(
                info.u32(0),
                info.u32(4),
                info.u32(8),
                info.u32(12),
                info.u32(16),
                info.u32(20),
                info.string(24),
                info.u32(64),
                info.u32(68),
                info.u32(72),
                info.u32(44),
                info.u64(80));
    }
}
