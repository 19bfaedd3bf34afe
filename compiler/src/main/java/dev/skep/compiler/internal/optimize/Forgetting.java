package dev.skep.compiler.internal.optimize;

import dev.skep.compiler.internal.ir.Binary;
import dev.skep.compiler.internal.ir.BinaryOperation;
import dev.skep.compiler.internal.ir.Constant;
import dev.skep.compiler.internal.ir.Graph;
import dev.skep.compiler.internal.ir.Instruction;
import dev.skep.compiler.internal.ir.Load;
import dev.skep.compiler.internal.ir.Negate;
import dev.skep.compiler.internal.ir.Range;
import dev.skep.compiler.internal.ir.SourcePosition;
import dev.skep.compiler.internal.ir.StackSlot;
import dev.skep.compiler.internal.ir.Value;
import dev.skep.compiler.internal.ir.Width;
import java.util.BitSet;
import java.util.List;

/**
 * Code after which the verifier knows a number no more: an exclusive or with a number that is 0, of which the verifier believes that it may
 * be anything. It comes from the turn's number, which is below {@link LoopDriver#MOST_TURNS}; to the verifier it has 64 bits.
 */
final class Forgetting {
    private static final int ABOVE_TURNS = 31;

    private final Graph graph;
    private final SourcePosition at;
    private final Binary zero;
    private final Negate wideZero;

    /** Puts the zeros to the end of {@code code}. */
    Forgetting(Graph graph, SourcePosition at, Value turn, List<Instruction> code) {
        this.graph = graph;
        this.at = at;
        zero = graph.binary(at, BinaryOperation.SHIFT_RIGHT_UNSIGNED, Width.W64, turn, Constant.of((long) ABOVE_TURNS));
        wideZero = graph.negate(at, Width.W64, zero);
        code.addAll(List.of(zero, wideZero));
    }

    /** The same number, unknown; {@code range} is what the verifier may be told of it. */
    Value number(Value value, Range range, List<Instruction> code) {
        Width width = value.width();
        Binary unknown = graph.binary(at, BinaryOperation.XOR, width, value, width == Width.W32 ? zero : wideZero);
        code.add(unknown);
        return told(graph, unknown, range, code);
    }

    /** The same number, of which the verifier is told that it is within a range without negative numbers. */
    static Value told(Graph graph, Instruction value, Range range, List<Instruction> code) {
        if (range.isEmpty() || range.least() < 0 || range.most() >= Integer.MAX_VALUE) return value;
        long mask = range.most() == 0 ? 0 : -1L >>> Long.numberOfLeadingZeros(range.most());
        Constant constant = value.width() == Width.W32 ? Constant.of((int) mask) : Constant.of(mask);
        Binary masked = graph.binary(value.position(), BinaryOperation.AND, value.width(), value, constant);
        code.add(masked);
        return masked;
    }

    /** Makes those bytes of a slot unknown that are {@code written}. */
    void slot(StackSlot slot, BitSet written, Value address, List<Instruction> code) {
        int offset = 0;
        while (offset < slot.size()) {
            int piece = Math.min(Long.BYTES, slot.alignment());
            while (piece > 1 && (offset % piece != 0 || written.nextClearBit(offset) < offset + piece)) piece /= 2;
            if (written.get(offset)) piece(address, offset, piece, code);
            offset += piece;
        }
    }

    private void piece(Value address, int offset, int bytes, List<Instruction> code) {
        Width width = bytes == Long.BYTES ? Width.W64 : Width.W32;
        Load load = graph.load(at, address, offset, bytes, false, width, "");
        Binary unknown = graph.binary(at, BinaryOperation.XOR, width, load, bytes == Long.BYTES ? wideZero : zero);
        code.addAll(List.of(load, unknown, graph.store(at, address, offset, bytes, unknown)));
    }
}
