package dev.skep.bpf.btf;

import java.util.List;

/**
 * Which source line an instruction comes from: {@code struct bpf_line_info} of BPF_PROG_LOAD (Linux 5.0).
 *
 * <p>Entries ascend strictly by instruction; every function needs one at its first instruction, and none may point
 * at the second word of a 64-bit immediate. The verifier's log and {@code bpftool prog dump xlated linum} show them.
 *
 * @param instruction index of the word
 * @param fileName offset of the file's name in the program's BTF, from {@link BtfWriter#addString}
 * @param text offset of the line's text
 * @param line its number from 1; at most 4,194,303
 * @param column from 1, 0 when unknown; larger ones than 1,023 are written as that
 */
public record LineInfo(int instruction, int fileName, int text, int line, int column) {
    /** The size of one record, line_info_rec_size. */
    public static final int BYTES = 16;

    private static final int COLUMN_BITS = 10;
    private static final int MAX_COLUMN = (1 << COLUMN_BITS) - 1;

    /** Checks the range of the line. */
    public LineInfo {
        if (line < 0 || line >= 1 << (32 - COLUMN_BITS) || column < 0) {
            throw new IllegalArgumentException("line " + line + ", column " + column + " out of range");
        }
    }

    /**
     * One record as the kernel gives it.
     *
     * @param record its four words, in their order
     */
    public static LineInfo decode(int[] record) {
        return new LineInfo(record[0], record[1], record[2], record[3] >>> COLUMN_BITS, record[3] & MAX_COLUMN);
    }

    /** The records as the kernel takes them. */
    public static byte[] encode(List<LineInfo> lines) {
        LittleEndianBytes records = new LittleEndianBytes(lines.size() * BYTES);
        for (LineInfo line : lines) {
            records.i32(line.instruction);
            records.i32(line.fileName);
            records.i32(line.text);
            records.i32(line.line << COLUMN_BITS | Math.min(line.column, MAX_COLUMN));
        }
        return records.toBytes();
    }
}
