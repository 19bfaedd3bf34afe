package dev.skep.compiler.interpreter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.bpf.asm.AccessSize;
import dev.skep.bpf.asm.AluOperation;
import dev.skep.bpf.asm.AtomicOperation;
import dev.skep.bpf.asm.Condition;
import dev.skep.bpf.asm.Disassembler;
import dev.skep.bpf.asm.Instructions;
import dev.skep.bpf.feature.KernelFeature;
import dev.skep.bpf.program.Program;
import dev.skep.bpf.program.ProgramSpec;
import dev.skep.bpf.program.ProgramType;
import dev.skep.bpf.program.TestRun;
import dev.skep.compiler.Require;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Each instruction that computes, compares or is atomic, on the machine and in the kernel, for numbers at all borders. */
@Tag("kernel")
class ArithmeticTest {
    private static final int FIRST = 2;
    private static final int SECOND = 3;
    private static final int CONTEXT_SIZE = 32;
    private static final int RANDOM_PAIRS = 60;
    private static final long[] NUMBERS = {
        0,
        1,
        2,
        -1,
        -2,
        31,
        32,
        33,
        63,
        64,
        65,
        0x7f,
        0x80,
        0xff,
        0x7fff,
        0x8000,
        0xffff,
        0x7fff_ffffL,
        0x8000_0000L,
        0xffff_ffffL,
        0x1_0000_0000L,
        Integer.MIN_VALUE,
        Long.MAX_VALUE,
        Long.MIN_VALUE,
        0x0123_4567_89ab_cdefL
    };
    private static final int[] IMMEDIATES = {
        1, 2, -1, 7, 31, 0x7f, -128, 255, 0xffff, Integer.MAX_VALUE, Integer.MIN_VALUE
    };

    /** Loads a and b, executes, stores both and r0. */
    private static long[] program(long... tested) {
        List<Long> words = new ArrayList<>();
        words.add(Instructions.mov64(6, 1));
        words.add(Instructions.load(AccessSize.DOUBLE, FIRST, 6, 0));
        words.add(Instructions.load(AccessSize.DOUBLE, SECOND, 6, 8));
        words.add(Instructions.mov64(0, FIRST));
        for (long word : tested) words.add(word);
        words.add(Instructions.store(AccessSize.DOUBLE, 6, 0, FIRST));
        words.add(Instructions.store(AccessSize.DOUBLE, 6, 8, SECOND));
        words.add(Instructions.store(AccessSize.DOUBLE, 6, 16, 0));
        words.add(Instructions.mov64Imm(0, 7));
        words.add(Instructions.exit());
        return words.stream().mapToLong(Long::longValue).toArray();
    }

    private static void compare(long... tested) {
        long[] words = program(tested);
        ProgramSpec spec = ProgramSpec.builder("arithmetic", ProgramType.SYSCALL)
                .instructions(words)
                .build();
        SplittableRandom random = new SplittableRandom(1);
        try (Program program = Program.load(spec)) {
            for (long a : NUMBERS) for (long b : NUMBERS) compare(program, words, a, b);
            for (int i = 0; i < RANDOM_PAIRS; i++) {
                compare(program, words, random.nextLong(), random.nextLong() >> random.nextInt(64));
            }
        }
    }

    private static void compare(Program program, long[] words, long a, long b) {
        byte[] context = ByteBuffer.allocate(CONTEXT_SIZE)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(a)
                .putLong(b)
                .array();
        byte[] expected = program.testRun(TestRun.ofContext(context)).contextOut();
        AddressSpace memory = new AddressSpace();
        Executable code = Executable.of(words);
        long address = memory.shared("context", context).address();
        assertThat(new Machine(code, memory, new Maps(memory, code), new Helpers(), 100).run(address))
                .isEqualTo(7);
        assertThat(context)
                .as("%s for 0x%x and 0x%x", Disassembler.plain().lines(words).subList(4, words.length - 5), a, b)
                .isEqualTo(expected);
    }

    @Test
    void operationsOnRegisters() {
        for (AluOperation operation : AluOperation.values()) {
            compare(Instructions.alu64(operation, FIRST, SECOND));
            compare(Instructions.alu32(operation, FIRST, SECOND));
        }
        compare(Instructions.neg64(FIRST));
        compare(Instructions.neg32(FIRST));
    }

    @Test
    void operationsWithNumbers() {
        for (AluOperation operation : AluOperation.values()) {
            boolean shift =
                    operation == AluOperation.LSH || operation == AluOperation.RSH || operation == AluOperation.ARSH;
            for (int immediate : IMMEDIATES) {
                // The verifier refuses distances beyond the width.
                compare(Instructions.alu64Imm(operation, FIRST, shift ? immediate & 63 : immediate));
                compare(Instructions.alu32Imm(operation, FIRST, shift ? immediate & 31 : immediate));
            }
        }
    }

    @Test
    void signedOperations() {
        Require.feature(KernelFeature.CPU_V4);
        for (AluOperation operation : List.of(AluOperation.DIV, AluOperation.MOD)) {
            compare(Instructions.signedAlu64(operation, FIRST, SECOND));
            compare(Instructions.signedAlu32(operation, FIRST, SECOND));
            for (int immediate : IMMEDIATES) {
                compare(Instructions.signedAlu64Imm(operation, FIRST, immediate));
                compare(Instructions.signedAlu32Imm(operation, FIRST, immediate));
            }
        }
        for (int bits : new int[] {8, 16, 32}) compare(Instructions.movSigned64(FIRST, SECOND, bits));
        for (int bits : new int[] {8, 16}) compare(Instructions.movSigned32(FIRST, SECOND, bits));
    }

    @Test
    void byteOrders() {
        for (int bits : new int[] {16, 32, 64}) {
            compare(Instructions.toBigEndian(FIRST, bits));
            compare(Instructions.toLittleEndian(FIRST, bits));
        }
    }

    @Test
    void swappedBytes() {
        Require.feature(KernelFeature.CPU_V4);
        for (int bits : new int[] {16, 32, 64}) compare(Instructions.byteSwap(FIRST, bits));
    }

    @Test
    void conditions() {
        for (Condition condition : Condition.values()) {
            compare(
                    Instructions.mov64Imm(0, 1),
                    Instructions.jump64(condition, FIRST, SECOND, 1),
                    Instructions.mov64Imm(0, 2));
            compare(
                    Instructions.mov64Imm(0, 1),
                    Instructions.jump32(condition, FIRST, SECOND, 1),
                    Instructions.mov64Imm(0, 2));
            for (int immediate : IMMEDIATES) {
                compare(
                        Instructions.mov64Imm(0, 1),
                        Instructions.jump64Imm(condition, FIRST, immediate, 1),
                        Instructions.mov64Imm(0, 2));
                compare(
                        Instructions.mov64Imm(0, 1),
                        Instructions.jump32Imm(condition, FIRST, immediate, 1),
                        Instructions.mov64Imm(0, 2));
            }
        }
    }

    @Test
    void atomicOperations() {
        for (AtomicOperation operation : AtomicOperation.values()) {
            // Linux 6.15 has them for memory that is shared only.
            if (operation == AtomicOperation.LOAD_ACQUIRE || operation == AtomicOperation.STORE_RELEASE) continue;
            for (AccessSize size : List.of(AccessSize.WORD, AccessSize.DOUBLE)) {
                compare(
                        Instructions.store(AccessSize.DOUBLE, 10, -8, FIRST),
                        Instructions.atomic(size, operation, 10, -8, SECOND),
                        Instructions.load(AccessSize.DOUBLE, FIRST, 10, -8));
            }
        }
    }

    @Test
    void loadsAndStoresOfAllWidths() {
        for (AccessSize size : AccessSize.values()) {
            compare(
                    Instructions.store(AccessSize.DOUBLE, 10, -8, FIRST),
                    Instructions.store(size, 10, -8, SECOND),
                    Instructions.load(AccessSize.DOUBLE, FIRST, 10, -8),
                    Instructions.load(size, SECOND, 10, -8));
            compare(
                    Instructions.store(AccessSize.DOUBLE, 10, -8, FIRST),
                    Instructions.storeImm(size, 10, -8, -3),
                    Instructions.load(AccessSize.DOUBLE, FIRST, 10, -8));
        }
    }

    @Test
    void loadsWithSign() {
        Require.feature(KernelFeature.CPU_V4);
        for (AccessSize size : List.of(AccessSize.BYTE, AccessSize.HALF, AccessSize.WORD)) {
            compare(
                    Instructions.store(AccessSize.DOUBLE, 10, -8, FIRST),
                    Instructions.loadSigned(size, SECOND, 10, -8));
        }
    }
}
