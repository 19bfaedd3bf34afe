package dev.skep.compiler.internal.backend;

import dev.skep.bpf.asm.AluOperation;
import dev.skep.compiler.internal.ir.Binary;
import dev.skep.compiler.internal.ir.BinaryOperation;
import dev.skep.compiler.internal.ir.Bound;
import dev.skep.compiler.internal.ir.ByteSwap;
import dev.skep.compiler.internal.ir.Constant;
import dev.skep.compiler.internal.ir.Extend;
import dev.skep.compiler.internal.ir.Graph;
import dev.skep.compiler.internal.ir.Instruction;
import dev.skep.compiler.internal.ir.Negate;
import dev.skep.compiler.internal.ir.Parameter;
import dev.skep.compiler.internal.ir.SourcePosition;
import dev.skep.compiler.internal.ir.Value;
import dev.skep.compiler.internal.ir.Width;
import dev.skep.compiler.internal.optimize.KnownBits;
import java.nio.ByteOrder;

/**
 * Selects arithmetic. The machine overwrites its left operand, so each operation is a copy and the operation; register
 * allocation removes the copy wherever the left operand is not needed any more.
 */
final class ArithmeticSelection {
    static final boolean LITTLE_ENDIAN = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;

    private final Operands operands;
    private final KnownBits bits;

    ArithmeticSelection(Graph graph, Operands operands) {
        this.operands = operands;
        bits = KnownBits.of(graph);
    }

    /** Emits an instruction that computes. */
    void select(Instruction instruction) {
        SourcePosition at = instruction.position();
        int register = operands.register(instruction);
        if (instruction instanceof Binary binary) {
            select(binary, register);
            return;
        }
        if (instruction instanceof Extend extend) {
            select(extend, register);
            return;
        }
        operands.copyInto(instruction.operand(0), register);
        if (instruction instanceof Bound bound) {
            operands.emit(MachineInstruction.operationImmediate(
                    at, Width.W64, AluOperation.AND, false, register, (int) bound.mask()));
            return;
        }
        if (instruction instanceof Negate negate) {
            operands.emit(MachineInstruction.negate(at, negate.width(), register));
            return;
        }
        if (instruction instanceof ByteSwap swap) {
            operands.emit(MachineInstruction.byteSwap(at, LITTLE_ENDIAN, register, swap.bits()));
            return;
        }
        throw new IllegalStateException("no instruction for " + instruction.listing());
    }

    private void select(Binary binary, int register) {
        Value left = binary.left();
        Value right = binary.right();
        if (binary.operation().commutative() && exchangePays(left, right)) {
            left = binary.right();
            right = binary.left();
        }
        Width width = binary.width();
        SourcePosition at = binary.position();
        boolean signed = binary.operation() == BinaryOperation.DIVIDE_SIGNED
                || binary.operation() == BinaryOperation.REMAINDER_SIGNED;
        if (Operands.fitsImmediate(right, width) && immediateAllowed(binary.operation(), right)) {
            int immediate = Operands.immediate(right);
            AluOperation operation = machine(binary.operation());
            if (operation == AluOperation.SUB && immediate != Integer.MIN_VALUE) {
                operation = AluOperation.ADD;
                immediate = -immediate;
            }
            if (isShift(binary.operation())) immediate &= width.bits() - 1;
            operands.copyInto(left, register);
            operands.emit(MachineInstruction.operationImmediate(at, width, operation, signed, register, immediate));
        } else {
            int rightRegister = operands.use(right);
            operands.copyInto(left, register);
            operands.emit(MachineInstruction.operation(
                    at, width, machine(binary.operation()), signed, register, rightRegister));
        }
    }

    /** The verifier refuses a division by the number zero. */
    private static boolean immediateAllowed(BinaryOperation operation, Value right) {
        return switch (operation) {
            case DIVIDE_UNSIGNED, DIVIDE_SIGNED, REMAINDER_UNSIGNED, REMAINDER_SIGNED -> Operands.immediate(right) != 0;
            default -> true;
        };
    }

    private static boolean isShift(BinaryOperation operation) {
        return switch (operation) {
            case SHIFT_LEFT, SHIFT_RIGHT_UNSIGNED, SHIFT_RIGHT_SIGNED -> true;
            default -> false;
        };
    }

    /** Whether the right operand is the better one to overwrite: the left is a number or is needed elsewhere. */
    private boolean exchangePays(Value left, Value right) {
        if (right.rematerializable()) return false;
        if (left.rematerializable()) return true;
        int leftUses = operands.uses(left);
        int rightUses = operands.uses(right);
        if (leftUses > 1 && rightUses == 1) return true;
        return leftUses == rightUses && right instanceof Parameter && !(left instanceof Parameter);
    }

    private void select(Extend extend, int register) {
        Value operand = extend.operand(0);
        SourcePosition at = extend.position();
        int from = extend.fromBits();
        boolean needed = from < 32 && !extend.signed() && bits.unseen(operand);
        if (operand instanceof Constant || (!needed && bits.register(operand) <= (extend.signed() ? from - 1 : from))) {
            operands.copyInto(operand instanceof Constant constant ? extended(extend, constant) : operand, register);
        } else if (extend.signed()) {
            operands.emit(MachineInstruction.signExtend(at, extend.width(), register, operands.use(operand), from));
        } else if (from == 32) {
            operands.emit(MachineInstruction.zeroExtend(at, register, operands.use(operand)));
        } else {
            operands.copyInto(operand, register);
            operands.emit(MachineInstruction.operationImmediate(
                    at, Width.W32, AluOperation.AND, false, register, (1 << from) - 1));
        }
    }

    private static Constant extended(Extend extend, Constant constant) {
        long value = extend.evaluate(constant.value());
        return extend.width() == Width.W64 ? Constant.of(value) : Constant.of((int) value);
    }

    private static AluOperation machine(BinaryOperation operation) {
        return switch (operation) {
            case ADD -> AluOperation.ADD;
            case SUBTRACT -> AluOperation.SUB;
            case MULTIPLY -> AluOperation.MUL;
            case DIVIDE_UNSIGNED, DIVIDE_SIGNED -> AluOperation.DIV;
            case REMAINDER_UNSIGNED, REMAINDER_SIGNED -> AluOperation.MOD;
            case OR -> AluOperation.OR;
            case AND -> AluOperation.AND;
            case XOR -> AluOperation.XOR;
            case SHIFT_LEFT -> AluOperation.LSH;
            case SHIFT_RIGHT_UNSIGNED -> AluOperation.RSH;
            case SHIFT_RIGHT_SIGNED -> AluOperation.ARSH;
        };
    }
}
