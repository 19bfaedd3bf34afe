package dev.skep.bpf.inspect;

import dev.skep.bpf.asm.InstructionWord;
import dev.skep.bpf.asm.Opcode;
import dev.skep.bpf.asm.PseudoSource;
import dev.skep.bpf.btf.Btf;
import dev.skep.bpf.btf.FuncInfo;
import dev.skep.bpf.btf.LineInfo;
import dev.skep.bpf.sys.BpfCommand;
import dev.skep.bpf.sys.BpfSyscall;
import dev.skep.bpf.sys.CallBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The instructions of a program as the kernel runs or translates them, with the source lines that they come from.
 *
 * <p>The verifier has changed them: calls of helpers hold the distance to the helper's address (see {@link KernelSymbols}),
 * loads of maps the map's id, accesses to the context those of the kernel's own structures.
 *
 * @param name of the program
 * @param instructions after the verifier's changes; none when the kernel hides them
 * @param hidden whether the kernel has instructions and does not show them
 * @param functions where each function begins
 * @param lines where each source line begins; none when the program came without
 * @param types what functions and lines refer to; empty when the program came without
 */
public record ProgramCode(
        String name,
        List<Long> instructions,
        boolean hidden,
        List<FuncInfo> functions,
        List<LineInfo> lines,
        Optional<Btf> types) {
    private static final int SIZE = 232;
    private static final int TRANSLATED_LENGTH = 20;
    private static final int TRANSLATED = 32;
    private static final int NAME = 64;
    private static final int BTF_ID = 128;
    private static final int FUNCTION_RECORD_SIZE = 132;
    private static final int FUNCTIONS = 136;
    private static final int FUNCTION_COUNT = 144;
    private static final int LINE_COUNT = 148;
    private static final int LINES = 152;
    private static final int LINE_RECORD_SIZE = 172;
    private static final int LINE_WORDS = LineInfo.BYTES / Integer.BYTES;

    /** Copies the lists. */
    public ProgramCode {
        instructions = List.copyOf(instructions);
        functions = List.copyOf(functions);
        lines = List.copyOf(lines);
    }

    /**
     * Reads the code of a program.
     *
     * @throws dev.skep.bpf.SyscallException EFAULT or EINVAL only for a defect
     */
    public static ProgramCode of(KernelObject program) {
        String what = program.toString();
        CallBuffer sizes = CallBuffer.allocate(SIZE);
        call(program.fd(), sizes, what);
        int bytes = sizes.u32(TRANSLATED_LENGTH);
        int functionCount = sizes.u32(FUNCTION_COUNT);
        int lineCount = sizes.u32(LINE_COUNT);
        CallBuffer code = CallBuffer.allocate(Math.max(bytes, Long.BYTES));
        CallBuffer functions = CallBuffer.allocate(Math.max(functionCount, 1) * FuncInfo.BYTES);
        CallBuffer lines = CallBuffer.allocate(Math.max(lineCount, 1) * LineInfo.BYTES);
        CallBuffer info = CallBuffer.allocate(SIZE)
                .pointer(TRANSLATED, code)
                .u32(TRANSLATED_LENGTH, bytes)
                .pointer(FUNCTIONS, functions)
                .u32(FUNCTION_COUNT, functionCount)
                .u32(FUNCTION_RECORD_SIZE, FuncInfo.BYTES)
                .pointer(LINES, lines)
                .u32(LINE_COUNT, lineCount)
                .u32(LINE_RECORD_SIZE, LineInfo.BYTES);
        call(program.fd(), info, what);
        // The kernel takes the address away when it does not copy.
        boolean hidden = bytes == 0 || info.u64(TRANSLATED) == 0;
        int btfId = info.u32(BTF_ID);
        return new ProgramCode(
                info.string(NAME),
                hidden ? List.of() : words(code, Math.min(bytes, info.u32(TRANSLATED_LENGTH))),
                hidden,
                functions(functions, Math.min(functionCount, info.u32(FUNCTION_COUNT))),
                lines(lines, Math.min(lineCount, info.u32(LINE_COUNT))),
                btfId == 0 ? Optional.empty() : LoadedBtf.ofId(btfId).flatMap(LoadedBtf::types));
    }

    private static void call(int fd, CallBuffer info, String what) {
        CallBuffer attributes = CallBuffer.allocate(16).u32(0, fd).u32(4, SIZE).pointer(8, info);
        BpfSyscall.run(BpfCommand.OBJ_GET_INFO_BY_FD, attributes, what);
    }

    private static List<Long> words(CallBuffer code, int bytes) {
        List<Long> words = new ArrayList<>(bytes / Long.BYTES);
        for (int at = 0; at < bytes; at += Long.BYTES) {
            words.add(readable(code.u64(at)));
        }
        return words;
    }

    /** Of calls of subprograms the kernel keeps the distance in the offset, and has its own number as the immediate. */
    private static long readable(long word) {
        boolean call = InstructionWord.opcode(word) == (Opcode.JMP | Opcode.CALL)
                && InstructionWord.source(word) == PseudoSource.SUBPROGRAM_CALL;
        int distance = InstructionWord.offset(word);
        return call && distance != 0
                ? InstructionWord.withImmediate(InstructionWord.withOffset(word, 0), distance)
                : word;
    }

    private static List<FuncInfo> functions(CallBuffer records, int count) {
        List<FuncInfo> functions = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            functions.add(
                    new FuncInfo(records.u32(i * FuncInfo.BYTES), records.u32(i * FuncInfo.BYTES + Integer.BYTES)));
        }
        return functions;
    }

    private static List<LineInfo> lines(CallBuffer records, int count) {
        List<LineInfo> lines = new ArrayList<>(count);
        int[] record = new int[LINE_WORDS];
        for (int i = 0; i < count; i++) {
            for (int word = 0; word < LINE_WORDS; word++) {
                record[word] = records.u32(i * LineInfo.BYTES + word * Integer.BYTES);
            }
            lines.add(LineInfo.decode(record));
        }
        return lines;
    }
}
