package dev.skep.bpf.asm;

import static dev.skep.bpf.asm.InstructionWord.encode;

/**
 * Encoders, one for each instruction, that return the instruction's word.
 *
 * <p>Names ending in 64 and 32 are the two widths of arithmetic and comparison, a name ending in Imm takes a number
 * where the one without takes a register. Registers are numbers ({@link Register}), offsets of memory are bytes,
 * offsets of jumps are words counted from the next instruction. A field that does not fit gives an
 * {@link IllegalArgumentException}.
 */
public final class Instructions {

    private Instructions() {}

    /** {@code dst = src}, 64 bits. */
    public static long mov64(int dst, int src) {
        return alu64(AluOperation.MOV, dst, src);
    }

    /** {@code dst = imm}, sign-extended to 64 bits. */
    public static long mov64Imm(int dst, int imm) {
        return alu64Imm(AluOperation.MOV, dst, imm);
    }

    /** {@code dst = src}, lower 32 bits; the upper become zero. */
    public static long mov32(int dst, int src) {
        return alu32(AluOperation.MOV, dst, src);
    }

    /** {@code dst = imm}, zero-extended to 64 bits. */
    public static long mov32Imm(int dst, int imm) {
        return alu32Imm(AluOperation.MOV, dst, imm);
    }

    /** {@code dst = (s8|s16|s32) src}: sign extension to 64 bits from 8, 16 or 32 (Linux 6.6). */
    public static long movSigned64(int dst, int src, int bits) {
        return encode(Opcode.ALU64 | Opcode.X | AluOperation.MOV.code(), dst, src, signedBits(bits, 32), 0);
    }

    /** {@code dst = (s8|s16) src}: sign extension to 32 bits from 8 or 16, upper half zero (Linux 6.6). */
    public static long movSigned32(int dst, int src, int bits) {
        return encode(Opcode.ALU | Opcode.X | AluOperation.MOV.code(), dst, src, signedBits(bits, 16), 0);
    }

    /** {@code dst op= src}, 64 bits. */
    public static long alu64(AluOperation operation, int dst, int src) {
        return encode(Opcode.ALU64 | Opcode.X | operation.code(), dst, src, 0, 0);
    }

    /** {@code dst op= imm}, 64 bits, the immediate sign-extended. */
    public static long alu64Imm(AluOperation operation, int dst, int imm) {
        return encode(Opcode.ALU64 | Opcode.K | operation.code(), dst, 0, 0, imm);
    }

    /** {@code dst op= src}, 32 bits; the upper half becomes zero. */
    public static long alu32(AluOperation operation, int dst, int src) {
        return encode(Opcode.ALU | Opcode.X | operation.code(), dst, src, 0, 0);
    }

    /** {@code dst op= imm}, 32 bits; the upper half becomes zero. */
    public static long alu32Imm(AluOperation operation, int dst, int imm) {
        return encode(Opcode.ALU | Opcode.K | operation.code(), dst, 0, 0, imm);
    }

    /** Signed division or remainder, 64 bits (Linux 6.6). */
    public static long signedAlu64(AluOperation operation, int dst, int src) {
        return encode(Opcode.ALU64 | Opcode.X | division(operation), dst, src, 1, 0);
    }

    /** Signed division or remainder by a number, 64 bits (Linux 6.6). */
    public static long signedAlu64Imm(AluOperation operation, int dst, int imm) {
        return encode(Opcode.ALU64 | Opcode.K | division(operation), dst, 0, 1, imm);
    }

    /** Signed division or remainder, 32 bits (Linux 6.6). */
    public static long signedAlu32(AluOperation operation, int dst, int src) {
        return encode(Opcode.ALU | Opcode.X | division(operation), dst, src, 1, 0);
    }

    /** Signed division or remainder by a number, 32 bits (Linux 6.6). */
    public static long signedAlu32Imm(AluOperation operation, int dst, int imm) {
        return encode(Opcode.ALU | Opcode.K | division(operation), dst, 0, 1, imm);
    }

    /** {@code dst = -dst}, 64 bits. */
    public static long neg64(int dst) {
        return encode(Opcode.ALU64 | AluOperation.NEG, dst, 0, 0, 0);
    }

    /** {@code dst = -dst}, 32 bits. */
    public static long neg32(int dst) {
        return encode(Opcode.ALU | AluOperation.NEG, dst, 0, 0, 0);
    }

    /** BPF_TO_BE: the low 16, 32 or 64 bits between host and big-endian order, the rest zero. */
    public static long toBigEndian(int dst, int bits) {
        return encode(Opcode.ALU | Opcode.X | AluOperation.END, dst, 0, 0, swapBits(bits));
    }

    /** BPF_TO_LE: the low 16, 32 or 64 bits between host and little-endian order, the rest zero. */
    public static long toLittleEndian(int dst, int bits) {
        return encode(Opcode.ALU | Opcode.K | AluOperation.END, dst, 0, 0, swapBits(bits));
    }

    /** BPF_BSWAP: reverses the bytes of the low 16, 32 or 64 bits, the rest zero (Linux 6.6). */
    public static long byteSwap(int dst, int bits) {
        return encode(Opcode.ALU64 | AluOperation.END, dst, 0, 0, swapBits(bits));
    }

    /** {@code dst = *(unsigned *)(base + offset)}. */
    public static long load(AccessSize size, int dst, int base, int offset) {
        return encode(Opcode.LDX | Opcode.MEM | size.code(), dst, base, offset, 0);
    }

    /** {@code dst = *(signed *)(base + offset)}, extended to 64 bits from 1, 2 or 4 bytes (Linux 6.6). */
    public static long loadSigned(AccessSize size, int dst, int base, int offset) {
        if (size == AccessSize.DOUBLE) {
            throw new IllegalArgumentException("a load of 8 bytes has no sign to extend");
        }
        return encode(Opcode.LDX | Opcode.MEMSX | size.code(), dst, base, offset, 0);
    }

    /** {@code *(base + offset) = src}. */
    public static long store(AccessSize size, int base, int offset, int src) {
        return encode(Opcode.STX | Opcode.MEM | size.code(), base, src, offset, 0);
    }

    /** {@code *(base + offset) = imm}, sign-extended for eight bytes. */
    public static long storeImm(AccessSize size, int base, int offset, int imm) {
        return encode(Opcode.ST | Opcode.MEM | size.code(), base, 0, offset, imm);
    }

    /** Atomic operation on four or eight bytes at {@code base + offset} (for a load, {@code src} is the result). */
    public static long atomic(AccessSize size, AtomicOperation operation, int base, int offset, int src) {
        int opcode = Opcode.STX | Opcode.ATOMIC | size.code();
        return operation == AtomicOperation.LOAD_ACQUIRE
                ? encode(opcode, src, base, offset, operation.code())
                : encode(opcode, base, src, offset, operation.code());
    }

    /** First word of a 64-bit immediate: the low half, or what {@code pseudoSource} ({@link PseudoSource}) says. */
    public static long loadImm64(int dst, int pseudoSource, int low) {
        return encode(Opcode.LOAD_IMM64, dst, pseudoSource, 0, low);
    }

    /** Second word of a 64-bit immediate: the high half, or the offset into a map's value. */
    public static long loadImm64High(int high) {
        return encode(0, 0, 0, 0, high);
    }

    /** {@code goto offset}. */
    public static long jump(int offset) {
        return encode(Opcode.JMP | Opcode.JA, 0, 0, offset, 0);
    }

    /** {@code gotol offset}, by 32 bits (Linux 6.6). */
    public static long jumpLong(int offset) {
        return encode(Opcode.JMP32 | Opcode.JA, 0, 0, 0, offset);
    }

    /** {@code if dst ? src goto offset}, 64 bits. */
    public static long jump64(Condition condition, int dst, int src, int offset) {
        return encode(Opcode.JMP | Opcode.X | condition.code(), dst, src, offset, 0);
    }

    /** {@code if dst ? imm goto offset}, 64 bits, the immediate sign-extended. */
    public static long jump64Imm(Condition condition, int dst, int imm, int offset) {
        return encode(Opcode.JMP | Opcode.K | condition.code(), dst, 0, offset, imm);
    }

    /** {@code if (u32) dst ? (u32) src goto offset}. */
    public static long jump32(Condition condition, int dst, int src, int offset) {
        return encode(Opcode.JMP32 | Opcode.X | condition.code(), dst, src, offset, 0);
    }

    /** {@code if (u32) dst ? imm goto offset}. */
    public static long jump32Imm(Condition condition, int dst, int imm, int offset) {
        return encode(Opcode.JMP32 | Opcode.K | condition.code(), dst, 0, offset, imm);
    }

    /** Call of a helper by its number ({@link HelperFunction}). */
    public static long call(int helper) {
        return encode(Opcode.JMP | Opcode.CALL, 0, PseudoSource.HELPER_CALL, 0, helper);
    }

    /** Call of a kernel function by its id in vmlinux BTF (Linux 5.13). */
    public static long callKernelFunction(int btfId) {
        return encode(Opcode.JMP | Opcode.CALL, 0, PseudoSource.KERNEL_FUNCTION_CALL, 0, btfId);
    }

    /** Call of a subprogram by its distance in words (Linux 4.16). */
    public static long callSubprogram(int distance) {
        return encode(Opcode.JMP | Opcode.CALL, 0, PseudoSource.SUBPROGRAM_CALL, 0, distance);
    }

    /** Return of r0. */
    public static long exit() {
        return encode(Opcode.JMP | Opcode.EXIT, 0, 0, 0, 0);
    }

    private static int signedBits(int bits, int widest) {
        if ((bits != 8 && bits != 16 && bits != 32) || bits > widest) {
            throw new IllegalArgumentException("no sign extension from " + bits + " bits");
        }
        return bits;
    }

    private static int swapBits(int bits) {
        if (bits != 16 && bits != 32 && bits != 64) {
            throw new IllegalArgumentException("no byte swap of " + bits + " bits: 16, 32 or 64");
        }
        return bits;
    }

    private static int division(AluOperation operation) {
        if (operation != AluOperation.DIV && operation != AluOperation.MOD) {
            throw new IllegalArgumentException(operation + " has no signed form");
        }
        return operation.code();
    }
}
