package dev.skep.compiler.internal.optimize;

import dev.skep.compiler.internal.ir.Binary;
import dev.skep.compiler.internal.ir.Block;
import dev.skep.compiler.internal.ir.ByteSwap;
import dev.skep.compiler.internal.ir.Edge;
import dev.skep.compiler.internal.ir.Extend;
import dev.skep.compiler.internal.ir.Graph;
import dev.skep.compiler.internal.ir.Instruction;
import dev.skep.compiler.internal.ir.Negate;
import dev.skep.compiler.internal.ir.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Computes the same thing once: an operation whose twin was computed on every path to it becomes the twin.
 *
 * <p>Walks the dominator tree with a table of the operations so far, from which each block's own are taken when the walk
 * leaves it. Loads and calls are left alone, as their results may change. For the verifier this matters beyond speed: a
 * pointer that was checked is the same register when it is used.
 *
 * <p>Precondition: every block is reachable.
 */
public final class CommonSubexpressions {
    private record Key(
            Class<?> kind,
            Object detail,
            Value first,
            @Nullable Value second) {}

    private final Substitution substitution;
    private final Map<Key, Instruction> known = new HashMap<>();
    private boolean found;

    private CommonSubexpressions(Graph graph) {
        substitution = new Substitution(graph);
    }

    /** Removes repeated operations; whether there were any. */
    public static boolean run(Graph graph) {
        CommonSubexpressions pass = new CommonSubexpressions(graph);
        pass.walk(graph);
        if (pass.found) pass.substitution.apply();
        return pass.found;
    }

    private record Visit(Block block, List<Key> added, Iterator<Block> below) {}

    private void walk(Graph graph) {
        Dominators dominators = Dominators.of(graph);
        List<Visit> path = new ArrayList<>();
        path.add(visit(graph.entry(), dominators));
        while (!path.isEmpty()) {
            Visit visit = path.getLast();
            if (visit.below().hasNext()) {
                path.add(visit(visit.below().next(), dominators));
                continue;
            }
            path.removeLast();
            visit.added().forEach(known::remove);
        }
    }

    private Visit visit(Block block, Dominators dominators) {
        List<Key> added = new ArrayList<>();
        block.instructions().removeIf(instruction -> repeated(instruction, added));
        for (Edge edge : block.terminator().edges()) {
            substitution.apply(edge);
        }
        return new Visit(block, added, dominators.children(block).iterator());
    }

    private boolean repeated(Instruction instruction, List<Key> added) {
        substitution.apply(instruction);
        Key key = key(instruction);
        if (key == null) return false;
        Instruction twin = known.putIfAbsent(key, instruction);
        if (twin == null) {
            added.add(key);
            return false;
        }
        substitution.replace(instruction, twin);
        found = true;
        return true;
    }

    private static @Nullable Key key(Instruction instruction) {
        if (instruction instanceof Binary binary) {
            Value left = binary.left();
            Value right = binary.right();
            boolean exchange =
                    binary.operation().commutative() && Uses.id(left) > Uses.id(right) && Uses.id(right) >= 0;
            List<Object> detail = List.of(binary.operation(), binary.width());
            return exchange ? new Key(Binary.class, detail, right, left) : new Key(Binary.class, detail, left, right);
        }
        if (instruction instanceof Extend extend) {
            List<Object> detail = List.of(extend.fromBits(), extend.signed(), extend.width());
            return new Key(Extend.class, detail, extend.operand(0), null);
        }
        if (instruction instanceof Negate negate) {
            return new Key(Negate.class, negate.width(), negate.operand(0), null);
        }
        if (instruction instanceof ByteSwap swap) {
            return new Key(ByteSwap.class, swap.bits(), swap.operand(0), null);
        }
        return null;
    }
}
