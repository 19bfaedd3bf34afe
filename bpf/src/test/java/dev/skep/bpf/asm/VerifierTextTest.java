package dev.skep.bpf.asm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.skep.bpf.VerifierException;
import dev.skep.bpf.feature.KernelFeature;
import dev.skep.bpf.feature.KernelFeatures;
import dev.skep.bpf.program.Program;
import dev.skep.bpf.program.ProgramSpec;
import dev.skep.bpf.program.ProgramType;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The kernel itself as the judge: a program of all instructions that fails at its end, and the log of its verifier. */
@Tag("kernel")
final class VerifierTextTest {
    private static final Pattern LINE = Pattern.compile("(\\d+): (\\([0-9a-f]{2}\\) .*?) *(;.*)?");

    @Test
    void printsAsTheVerifierDoes() {
        long[] code = everyInstruction();
        List<String> lines = Disassembler.plain().lines(code);
        // The last but one reads a register that holds nothing; the verifier prints no further.
        assertThat(verifierLines(code)).containsExactlyElementsOf(lines.subList(0, lines.size() - 1));
    }

    private static List<String> verifierLines(long[] code) {
        ProgramSpec spec = ProgramSpec.builder("every_insn", ProgramType.SOCKET_FILTER)
                .instructions(code)
                .build();
        List<String> lines = new ArrayList<>();
        assertThatExceptionOfType(VerifierException.class)
                .isThrownBy(() -> Program.load(spec).close())
                .satisfies(refusal -> {
                    for (String line : refusal.log()) {
                        Matcher matcher = LINE.matcher(line);
                        if (matcher.matches()) {
                            lines.add(matcher.group(1) + ": " + matcher.group(2));
                        }
                    }
                });
        return lines;
    }

    /** Every instruction that the kernel knows. */
    private static long[] everyInstruction() {
        List<Long> code = new ArrayList<>();
        code.add(Instructions.call(7));
        for (int register = 1; register < 9; register++) {
            code.add(Instructions.mov64(register, 0));
        }
        for (int slot = 1; slot <= 4; slot++) {
            code.add(Instructions.store(AccessSize.DOUBLE, Register.FP, -8 * slot, 1));
        }
        arithmetic(code);
        memory(code);
        jumps(code);
        if (KernelFeatures.of(KernelFeature.CPU_V4).isSupported()) newer(code);
        code.add(Instructions.loadImm64(5, PseudoSource.NONE, 0x89abcdef));
        code.add(Instructions.loadImm64High(0x01234567));
        code.add(Instructions.mov64(0, 9));
        code.add(Instructions.exit());
        return code.stream().mapToLong(Long::longValue).toArray();
    }

    private static void arithmetic(List<Long> code) {
        for (AluOperation operation : AluOperation.values()) {
            code.add(Instructions.alu64(operation, 1, 2));
            code.add(Instructions.alu64Imm(operation, 3, 5));
            code.add(Instructions.alu32(operation, 4, 5));
            code.add(Instructions.alu32Imm(operation, 6, 7));
        }
        code.add(Instructions.neg64(1));
        code.add(Instructions.neg32(2));
        for (int bits : new int[] {16, 32, 64}) {
            code.add(Instructions.toBigEndian(1, bits));
            code.add(Instructions.toLittleEndian(2, bits));
        }
    }

    private static void memory(List<Long> code) {
        for (AccessSize size : AccessSize.values()) {
            code.add(Instructions.store(size, Register.FP, -8, 1));
            code.add(Instructions.storeImm(size, Register.FP, -16, -1));
            code.add(Instructions.load(size, 2, Register.FP, -8));
        }
        for (AccessSize size : List.of(AccessSize.WORD, AccessSize.DOUBLE)) {
            code.add(Instructions.storeImm(AccessSize.DOUBLE, Register.FP, -24, 1));
            for (AtomicOperation operation : AtomicOperation.values()) {
                boolean recent =
                        operation == AtomicOperation.LOAD_ACQUIRE || operation == AtomicOperation.STORE_RELEASE;
                if (!recent) {
                    code.add(Instructions.mov64Imm(0, 1));
                    code.add(Instructions.mov64Imm(1, 2));
                    code.add(Instructions.atomic(size, operation, Register.FP, -24, 1));
                }
            }
        }
    }

    private static void jumps(List<Long> code) {
        code.add(Instructions.jump(0));
        for (Condition condition : Condition.values()) {
            code.add(Instructions.jump64(condition, 7, 8, 0));
            code.add(Instructions.jump64Imm(condition, 7, -1, 0));
            code.add(Instructions.jump32(condition, 7, 8, 0));
            code.add(Instructions.jump32Imm(condition, 7, 0x10, 0));
        }
    }

    /** Those of cpu v4. */
    private static void newer(List<Long> code) {
        for (AluOperation operation : List.of(AluOperation.DIV, AluOperation.MOD)) {
            code.add(Instructions.signedAlu64(operation, 1, 2));
            code.add(Instructions.signedAlu64Imm(operation, 3, -5));
            code.add(Instructions.signedAlu32(operation, 4, 5));
            code.add(Instructions.signedAlu32Imm(operation, 6, -7));
        }
        for (int bits : new int[] {8, 16, 32}) {
            code.add(Instructions.movSigned64(1, 2, bits));
        }
        code.add(Instructions.movSigned32(1, 2, 8));
        code.add(Instructions.movSigned32(1, 2, 16));
        for (int bits : new int[] {16, 32, 64}) {
            code.add(Instructions.byteSwap(3, bits));
        }
        for (AccessSize size : List.of(AccessSize.BYTE, AccessSize.HALF, AccessSize.WORD)) {
            code.add(Instructions.loadSigned(size, 3, Register.FP, -8));
        }
        code.add(Instructions.jumpLong(0));
    }
}
