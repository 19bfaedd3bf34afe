package dev.skep.compiler.internal.optimize;

import dev.skep.compiler.internal.ir.Atomic;
import dev.skep.compiler.internal.ir.Binary;
import dev.skep.compiler.internal.ir.Block;
import dev.skep.compiler.internal.ir.Branch;
import dev.skep.compiler.internal.ir.ByteSwap;
import dev.skep.compiler.internal.ir.Edge;
import dev.skep.compiler.internal.ir.Extend;
import dev.skep.compiler.internal.ir.Graph;
import dev.skep.compiler.internal.ir.Instruction;
import dev.skep.compiler.internal.ir.Load;
import dev.skep.compiler.internal.ir.Negate;
import dev.skep.compiler.internal.ir.Store;
import dev.skep.compiler.internal.ir.Value;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Computes what is known, and replaces instructions by cheaper ones.
 *
 * <p>Each instruction is offered to the rules for its kind until none applies: {@link BinaryRules}, {@link UnaryRules},
 * {@link MemoryRules}, {@link BranchRules}. A rule names a value that exists or makes one new instruction, which takes
 * the old one's place.
 *
 * <p>Precondition: every block is reachable.
 */
public final class Simplification {
    /** More rules than ever apply to one instruction in turn. */
    private static final int MOST_STEPS = 16;

    private final BinaryRules binaryRules;
    private final UnaryRules unaryRules;
    private final MemoryRules memoryRules;
    private final BranchRules branchRules;
    private final Substitution substitution;
    private final int firstNew;
    /** New instructions that have their place: another one that turns out to be the same must not be put there again. */
    private final BitSet placed = new BitSet();

    private boolean changed;

    private Simplification(Graph graph) {
        Facts facts = new Facts(graph);
        binaryRules = new BinaryRules(facts);
        unaryRules = new UnaryRules(facts);
        memoryRules = new MemoryRules(facts);
        branchRules = new BranchRules(facts);
        substitution = new Substitution(graph);
        firstNew = graph.valueCount();
    }

    /** Simplifies every instruction; whether anything changed. */
    public static boolean run(Graph graph) {
        Simplification pass = new Simplification(graph);
        for (Block block : graph.blocks()) {
            pass.simplify(block);
        }
        if (pass.changed) pass.substitution.apply();
        return pass.changed;
    }

    private void simplify(Block block) {
        List<Instruction> out = new ArrayList<>(block.instructions().size());
        for (Instruction instruction : block.instructions()) {
            substitution.apply(instruction);
            Value result = simplify(instruction);
            if (!result.equals(instruction)) {
                changed = true;
                if (instruction.hasResult()) substitution.replace(instruction, result);
            }
            if (result.equals(instruction)) add(instruction, out);
            else place(result, out);
        }
        block.instructions().clear();
        block.instructions().addAll(out);
        for (Edge edge : block.terminator().edges()) {
            substitution.apply(edge);
        }
    }

    /** Gives a new instruction its place, behind new ones that it needs. */
    private void place(Value value, List<Instruction> out) {
        if (!(value instanceof Instruction made) || made.id() < firstNew || placed.get(made.id())) return;
        for (int i = 0; i < made.operandCount(); i++) place(made.operand(i), out);
        add(made, out);
    }

    private void add(Instruction instruction, List<Instruction> out) {
        out.add(instruction);
        placed.set(instruction.id());
    }

    private Value simplify(Instruction instruction) {
        Value current = instruction;
        for (int step = 0; step < MOST_STEPS; step++) {
            if (!(current instanceof Instruction node)) break;
            // A value that has its place already is simplified there.
            if (!node.equals(instruction) && (node.id() < firstNew || placed.get(node.id()))) break;
            Value better = better(node);
            if (better == null) break;
            current = better;
        }
        return current;
    }

    private @Nullable Value better(Instruction instruction) {
        if (instruction instanceof Binary binary) return binaryRules.simplify(binary);
        if (instruction instanceof Extend extend) return unaryRules.simplify(extend);
        if (instruction instanceof Negate negate) return unaryRules.simplify(negate);
        if (instruction instanceof ByteSwap swap) return unaryRules.simplify(swap);
        if (instruction instanceof Load load) return memoryRules.simplify(load);
        if (instruction instanceof Store store) return memoryRules.simplify(store);
        if (instruction instanceof Atomic atomic) return memoryRules.simplify(atomic);
        return instruction instanceof Branch branch ? branchRules.simplify(branch) : null;
    }
}
