package dev.skep.compiler.internal.backend;

import static dev.skep.compiler.internal.ir.BinaryOperation.DIVIDE_SIGNED;
import static dev.skep.compiler.internal.ir.BinaryOperation.DIVIDE_UNSIGNED;
import static dev.skep.compiler.internal.ir.BinaryOperation.REMAINDER_SIGNED;
import static dev.skep.compiler.internal.ir.BinaryOperation.REMAINDER_UNSIGNED;
import static dev.skep.compiler.internal.ir.BinaryOperation.SHIFT_LEFT;
import static dev.skep.compiler.internal.ir.BinaryOperation.SHIFT_RIGHT_SIGNED;
import static dev.skep.compiler.internal.ir.BinaryOperation.SUBTRACT;
import static dev.skep.compiler.internal.ir.BinaryOperation.XOR;

import dev.skep.compiler.internal.ir.Binary;
import dev.skep.compiler.internal.ir.BinaryOperation;
import dev.skep.compiler.internal.ir.Block;
import dev.skep.compiler.internal.ir.Constant;
import dev.skep.compiler.internal.ir.Extend;
import dev.skep.compiler.internal.ir.Graph;
import dev.skep.compiler.internal.ir.Instruction;
import dev.skep.compiler.internal.ir.Load;
import dev.skep.compiler.internal.ir.SourcePosition;
import dev.skep.compiler.internal.ir.Value;
import dev.skep.compiler.internal.ir.Width;
import dev.skep.compiler.internal.optimize.Substitution;
import java.util.ArrayList;
import java.util.List;

/**
 * Expresses what version 4 of the instruction set has in terms of version 3.
 *
 * <ul>
 *   <li>Sign extension: shift to the top and back with the sign.
 *   <li>Load with sign: load and sign extension.
 *   <li>Signed division: divide the magnitudes, then give the quotient the sign {@code (a ^ b) >> 63}, the remainder
 *       that of the dividend. With the sign {@code s} as 0 or -1 the magnitude is {@code (a ^ s) - s}, and so is the way
 *       back. The smallest number is its own magnitude, which read without sign is right, so {@code MIN / -1 == MIN} as
 *       in Java; division by zero gives 0 and the remainder the dividend, as on version 4.
 * </ul>
 */
final class Lowering {
    private final Graph graph;
    private final Substitution substitution;
    private List<Instruction> out = new ArrayList<>();
    private boolean changed;

    private Lowering(Graph graph) {
        this.graph = graph;
        substitution = new Substitution(graph);
    }

    /** Rewrites the graph for {@code target}; whether anything had to be. */
    static boolean run(Graph graph, Target target) {
        if (target.signedOperations()) return false;
        Lowering lowering = new Lowering(graph);
        for (Block block : graph.blocks()) {
            lowering.lower(block);
        }
        if (lowering.changed) lowering.substitution.apply();
        return lowering.changed;
    }

    private void lower(Block block) {
        out = new ArrayList<>(block.instructions().size());
        for (Instruction instruction : block.instructions()) {
            if (instruction instanceof Extend extend && extend.signed()) {
                replace(extend, signExtend(extend.position(), extend.operand(0), extend.fromBits(), extend.width()));
            } else if (instruction instanceof Load load
                    && load.signed()
                    && (load.size() < 4 || (load.size() == 4 && load.width() == Width.W64))) {
                Load unsigned = graph.load(
                        load.position(), load.base(), load.offset(), load.size(), false, load.width(), load.what());
                out.add(unsigned);
                replace(load, signExtend(load.position(), unsigned, load.size() * Byte.SIZE, load.width()));
            } else if (instruction instanceof Binary binary && binary.operation() == DIVIDE_SIGNED) {
                replace(binary, divide(binary));
            } else if (instruction instanceof Binary binary && binary.operation() == REMAINDER_SIGNED) {
                replace(binary, remainder(binary));
            } else {
                out.add(instruction);
            }
        }
        block.instructions().clear();
        block.instructions().addAll(out);
    }

    private void replace(Instruction old, Value by) {
        substitution.replace(old, by);
        changed = true;
    }

    private Value signExtend(SourcePosition at, Value operand, int fromBits, Width width) {
        Constant distance = Constant.of(width.bits() - fromBits);
        Value top = add(at, SHIFT_LEFT, width, operand, distance);
        return add(at, SHIFT_RIGHT_SIGNED, width, top, distance);
    }

    private Value divide(Binary division) {
        SourcePosition at = division.position();
        Width width = division.width();
        Value leftSign = sign(at, width, division.left());
        Value rightSign = sign(at, width, division.right());
        Value left = applySign(at, width, division.left(), leftSign);
        Value right = applySign(at, width, division.right(), rightSign);
        Value quotient = add(at, DIVIDE_UNSIGNED, width, left, right);
        return applySign(at, width, quotient, add(at, XOR, width, leftSign, rightSign));
    }

    private Value remainder(Binary division) {
        SourcePosition at = division.position();
        Width width = division.width();
        Value leftSign = sign(at, width, division.left());
        Value left = applySign(at, width, division.left(), leftSign);
        Value right = applySign(at, width, division.right(), sign(at, width, division.right()));
        return applySign(at, width, add(at, REMAINDER_UNSIGNED, width, left, right), leftSign);
    }

    private Value sign(SourcePosition at, Width width, Value of) {
        return add(at, SHIFT_RIGHT_SIGNED, width, of, Constant.of(width.bits() - 1));
    }

    private Value applySign(SourcePosition at, Width width, Value to, Value sign) {
        return add(at, SUBTRACT, width, add(at, XOR, width, to, sign), sign);
    }

    private Value add(SourcePosition at, BinaryOperation operation, Width width, Value left, Value right) {
        Binary binary = graph.binary(at, operation, width, left, right);
        out.add(binary);
        return binary;
    }
}
