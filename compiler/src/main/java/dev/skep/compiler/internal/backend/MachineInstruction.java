package dev.skep.compiler.internal.backend;

import dev.skep.bpf.asm.AccessSize;
import dev.skep.bpf.asm.AluOperation;
import dev.skep.bpf.asm.AtomicOperation;
import dev.skep.bpf.asm.Opcode;
import dev.skep.bpf.asm.PseudoSource;
import dev.skep.bpf.asm.Register;
import dev.skep.bpf.map.BpfMap;
import dev.skep.compiler.internal.ir.SourcePosition;
import dev.skep.compiler.internal.ir.StackSlot;
import dev.skep.compiler.internal.ir.Width;
import org.jspecify.annotations.Nullable;

/**
 * An eBPF instruction whose registers may still be virtual.
 *
 * <p>Registers below {@link #FIRST_VIRTUAL} are the machine's. Only the registers change after construction. Where a
 * {@link #slot} is set, the offset (or the immediate of a {@link #FRAME_ADDRESS}) counts from that slot.
 */
final class MachineInstruction {
    /** The lowest number of a virtual register. */
    static final int FIRST_VIRTUAL = Register.COUNT;

    /** Pseudo opcode: the address of a stack slot; two instructions in the end. */
    static final int FRAME_ADDRESS = 0x100;

    private static final int NEGATE = 0x80;
    private static final int SWAP = 0xd0;
    private static final int MOVE = Opcode.ALU64 | Opcode.X | 0xb0;

    final int opcode;
    final int offset;
    final long immediate;
    final @Nullable StackSlot slot;
    final @Nullable BpfMap map;
    final SourcePosition position;

    /** For calls, how many of r1 to r5 are read. */
    final int arguments;

    int destination;
    int source;

    private MachineInstruction(
            SourcePosition position,
            int opcode,
            int destination,
            int source,
            int offset,
            long immediate,
            @Nullable StackSlot slot,
            @Nullable BpfMap map,
            int arguments) {
        this.position = position;
        this.opcode = opcode;
        this.destination = destination;
        this.source = source;
        this.offset = offset;
        this.immediate = immediate;
        this.slot = slot;
        this.map = map;
        this.arguments = arguments;
    }

    private static MachineInstruction plain(
            SourcePosition at, int opcode, int destination, int source, int offset, long immediate) {
        return new MachineInstruction(at, opcode, destination, source, offset, immediate, null, null, 0);
    }

    private static int arithmetic(Width width) {
        return width == Width.W64 ? Opcode.ALU64 : Opcode.ALU;
    }

    static MachineInstruction move(SourcePosition at, int destination, int source) {
        return plain(at, MOVE, destination, source, 0, 0);
    }

    static MachineInstruction zeroExtend(SourcePosition at, int destination, int source) {
        return plain(at, Opcode.ALU | Opcode.X | AluOperation.MOV.code(), destination, source, 0, 0);
    }

    static MachineInstruction signExtend(SourcePosition at, Width width, int destination, int source, int bits) {
        return plain(at, arithmetic(width) | Opcode.X | AluOperation.MOV.code(), destination, source, bits, 0);
    }

    /** A constant; W32 leaves the upper half zero. */
    static MachineInstruction constant(SourcePosition at, Width width, int destination, long value) {
        int low = (int) value;
        if (width == Width.W64 && value != low) {
            return value == (value & 0xffffffffL)
                    ? constant(at, Width.W32, destination, low)
                    : plain(at, Opcode.LOAD_IMM64, destination, PseudoSource.NONE, 0, value);
        }
        return plain(at, arithmetic(width) | AluOperation.MOV.code(), destination, 0, 0, low);
    }

    static MachineInstruction map(SourcePosition at, int destination, BpfMap map) {
        return new MachineInstruction(at, Opcode.LOAD_IMM64, destination, PseudoSource.MAP_FD, 0, 0, null, map, 0);
    }

    static MachineInstruction mapValue(SourcePosition at, int destination, BpfMap map, int offset) {
        return new MachineInstruction(
                at, Opcode.LOAD_IMM64, destination, PseudoSource.MAP_VALUE, 0, (long) offset << 32, null, map, 0);
    }

    /** The address of a function, by its number until {@link ProgramLayout} knows where it lies. */
    static MachineInstruction function(SourcePosition at, int destination, int number) {
        return plain(at, Opcode.LOAD_IMM64, destination, PseudoSource.FUNCTION, 0, number);
    }

    static MachineInstruction frameAddress(SourcePosition at, int destination, StackSlot slot, int offset) {
        return new MachineInstruction(at, FRAME_ADDRESS, destination, 0, 0, offset, slot, null, 0);
    }

    static MachineInstruction operation(
            SourcePosition at, Width width, AluOperation operation, boolean signed, int destination, int source) {
        return plain(at, arithmetic(width) | Opcode.X | operation.code(), destination, source, signed ? 1 : 0, 0);
    }

    static MachineInstruction operationImmediate(
            SourcePosition at, Width width, AluOperation operation, boolean signed, int destination, int immediate) {
        return plain(at, arithmetic(width) | operation.code(), destination, 0, signed ? 1 : 0, immediate);
    }

    static MachineInstruction negate(SourcePosition at, Width width, int destination) {
        return plain(at, arithmetic(width) | NEGATE, destination, 0, 0, 0);
    }

    /** Reverses bytes; BPF_TO_BE on a little-endian machine and BPF_TO_LE on the other exist in every kernel. */
    static MachineInstruction byteSwap(SourcePosition at, boolean littleEndianHost, int destination, int bits) {
        return plain(at, Opcode.ALU | SWAP | (littleEndianHost ? Opcode.X : Opcode.K), destination, 0, 0, bits);
    }

    static MachineInstruction load(
            SourcePosition at,
            int size,
            boolean signed,
            int destination,
            int base,
            @Nullable StackSlot slot,
            int offset) {
        int mode = signed ? Opcode.MEMSX : Opcode.MEM;
        int opcode = Opcode.LDX | mode | AccessSize.ofBytes(size).code();
        return new MachineInstruction(at, opcode, destination, base, offset, 0, slot, null, 0);
    }

    static MachineInstruction store(
            SourcePosition at, int size, int base, @Nullable StackSlot slot, int offset, int source) {
        int opcode = Opcode.STX | Opcode.MEM | AccessSize.ofBytes(size).code();
        return new MachineInstruction(at, opcode, base, source, offset, 0, slot, null, 0);
    }

    static MachineInstruction storeImmediate(
            SourcePosition at, int size, int base, @Nullable StackSlot slot, int offset, int immediate) {
        int opcode = Opcode.ST | Opcode.MEM | AccessSize.ofBytes(size).code();
        return new MachineInstruction(at, opcode, base, 0, offset, immediate, slot, null, 0);
    }

    /** An atomic operation; those that give the old value give it in r0. */
    static MachineInstruction atomic(
            SourcePosition at,
            AtomicOperation operation,
            int size,
            int base,
            @Nullable StackSlot slot,
            int offset,
            int source) {
        int opcode = Opcode.STX | Opcode.ATOMIC | AccessSize.ofBytes(size).code();
        return new MachineInstruction(at, opcode, base, source, offset, operation.code(), slot, null, 0);
    }

    static MachineInstruction call(SourcePosition at, int pseudoSource, int number, int arguments) {
        return new MachineInstruction(at, Opcode.JMP | Opcode.CALL, 0, pseudoSource, 0, number, null, null, arguments);
    }

    /** A call of a function that {@code types} has as {@code btfId}: 0 is the kernel, other numbers are modules. */
    static MachineInstruction kernelCall(SourcePosition at, int btfId, int types, int arguments) {
        return new MachineInstruction(
                at,
                Opcode.JMP | Opcode.CALL,
                0,
                PseudoSource.KERNEL_FUNCTION_CALL,
                types,
                btfId,
                null,
                null,
                arguments);
    }

    static MachineInstruction exit(SourcePosition at) {
        return plain(at, Opcode.JMP | Opcode.EXIT, 0, 0, 0, 0);
    }

    /** A conditional jump of the block that it ends; the targets are the block's. */
    static MachineInstruction jump(SourcePosition at, Width width, int conditionCode, int left, int right) {
        int jump = width == Width.W64 ? Opcode.JMP : Opcode.JMP32;
        return plain(at, jump | Opcode.X | conditionCode, left, right, 0, 0);
    }

    /** As {@link #jump}, against a number. */
    static MachineInstruction jumpImmediate(SourcePosition at, Width width, int conditionCode, int left, int right) {
        int jump = width == Width.W64 ? Opcode.JMP : Opcode.JMP32;
        return plain(at, jump | conditionCode, left, 0, 0, right);
    }

    /** The same instruction writing another register. */
    MachineInstruction withDestination(int register, SourcePosition at) {
        return new MachineInstruction(at, opcode, register, source, offset, immediate, slot, map, arguments);
    }

    /** The same access to another slot. */
    MachineInstruction withSlot(StackSlot other) {
        return new MachineInstruction(position, opcode, destination, source, offset, immediate, other, map, arguments);
    }

    boolean isMove() {
        return opcode == MOVE && offset == 0;
    }

    boolean isCall() {
        return opcode == (Opcode.JMP | Opcode.CALL);
    }

    /** Whether it names a function of the program by its number. */
    boolean namesFunction() {
        return (isCall() && source == PseudoSource.SUBPROGRAM_CALL)
                || (opcode == Opcode.LOAD_IMM64 && source == PseudoSource.FUNCTION);
    }

    boolean isExit() {
        return opcode == (Opcode.JMP | Opcode.EXIT);
    }

    /** Whether this is a conditional jump. */
    boolean isConditional() {
        int group = opcode & Opcode.CLASS_MASK;
        return (group == Opcode.JMP || group == Opcode.JMP32) && !isCall() && !isExit() && opcode != FRAME_ADDRESS;
    }

    /** Whether this is a conditional jump that asks whether a register is less or greater than a number. */
    boolean comparesOrder() {
        return isConditional() && (opcode & Opcode.X) == 0 && ConditionCodes.isOrder(opcode & Opcode.OPERATION_MASK);
    }

    /** Whether the value depends on no register, so that it can be made again anywhere. */
    boolean isRematerializable() {
        if (opcode == FRAME_ADDRESS || opcode == Opcode.LOAD_IMM64) return true;
        return isMoveOfConstant();
    }

    /** Whether this is {@code register = number}. */
    boolean isMoveOfConstant() {
        return opcode == (Opcode.ALU64 | AluOperation.MOV.code()) || opcode == (Opcode.ALU | AluOperation.MOV.code());
    }

    /** Whether the destination is written; calls, which write r0 to r5, aside. */
    boolean writesDestination() {
        if (opcode == FRAME_ADDRESS) return true;
        return switch (opcode & Opcode.CLASS_MASK) {
            case Opcode.LD, Opcode.LDX, Opcode.ALU, Opcode.ALU64 -> true;
            default -> false;
        };
    }

    /** Whether the destination is read. */
    boolean readsDestination() {
        if (opcode == FRAME_ADDRESS) return false;
        return switch (opcode & Opcode.CLASS_MASK) {
            case Opcode.ST, Opcode.STX -> true;
            case Opcode.ALU, Opcode.ALU64 -> (opcode & Opcode.OPERATION_MASK) != AluOperation.MOV.code();
            case Opcode.JMP, Opcode.JMP32 -> isConditional();
            default -> false;
        };
    }

    /** Whether the source is a register that is read. */
    boolean readsSource() {
        if (opcode == FRAME_ADDRESS) return false;
        return switch (opcode & Opcode.CLASS_MASK) {
            case Opcode.LDX, Opcode.STX -> true;
            case Opcode.ALU, Opcode.ALU64 -> (opcode & Opcode.X) != 0 && (opcode & Opcode.OPERATION_MASK) != SWAP;
            case Opcode.JMP, Opcode.JMP32 -> isConditional() && (opcode & Opcode.X) != 0;
            default -> false;
        };
    }

    /** Whether this is an atomic operation that leaves the old value in r0. */
    boolean fetches() {
        boolean atomic = (opcode & (Opcode.CLASS_MASK | Opcode.MODE_MASK)) == (Opcode.STX | Opcode.ATOMIC);
        return atomic && (immediate & AtomicOperation.FETCH_ADD.code()) != 0;
    }

    /** Whether r0 is read beside the source and the destination. */
    boolean comparesWithR0() {
        return fetches() && immediate == AtomicOperation.CMPXCHG.code();
    }

    /** Whether two do the same, so that one can stand for both. */
    boolean sameAs(MachineInstruction other) {
        return opcode == other.opcode
                && destination == other.destination
                && source == other.source
                && offset == other.offset
                && immediate == other.immediate
                && slot == other.slot
                && map == other.map
                && arguments == other.arguments;
    }

    /** A hash that agrees with {@link #sameAs}. */
    int contentHash() {
        int hash = opcode * 31 + destination;
        hash = hash * 31 + source;
        hash = hash * 31 + offset;
        return hash * 31 + Long.hashCode(immediate);
    }
}
