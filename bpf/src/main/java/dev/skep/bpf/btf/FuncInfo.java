package dev.skep.bpf.btf;

import java.util.List;

/**
 * Which function begins at which instruction: {@code struct bpf_func_info} of BPF_PROG_LOAD (Linux 5.0).
 *
 * <p>The first entry is for instruction 0, the others follow by ascending instruction, one for each subprogram.
 *
 * @param instruction index of its first word
 * @param typeId the {@link BtfKind#FUNC} in the program's BTF
 */
public record FuncInfo(int instruction, int typeId) {
    /** The size of one record, func_info_rec_size. */
    public static final int BYTES = 8;

    /** The records as the kernel takes them. */
    public static byte[] encode(List<FuncInfo> functions) {
        LittleEndianBytes records = new LittleEndianBytes(functions.size() * BYTES);
        for (FuncInfo function : functions) {
            records.i32(function.instruction);
            records.i32(function.typeId);
        }
        return records.toBytes();
    }
}
