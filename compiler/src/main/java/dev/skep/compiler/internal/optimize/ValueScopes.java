package dev.skep.compiler.internal.optimize;

import dev.skep.compiler.internal.ir.Block;
import dev.skep.compiler.internal.ir.Branch;
import dev.skep.compiler.internal.ir.Edge;
import dev.skep.compiler.internal.ir.Graph;
import dev.skep.compiler.internal.ir.Instruction;
import dev.skep.compiler.internal.ir.Parameter;
import dev.skep.compiler.internal.ir.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the values of a block are used beyond it, for {@link JumpThreading}: an edge that goes past the block brings its
 * own values for these uses.
 */
final class ValueScopes {
    /** Dominators are found anew after a change; this bounds the work. */
    private static final int MOST_SNAPSHOTS = 48;

    private final Graph graph;
    private final Dominators atFirst;
    private final List<@Nullable List<Block>> users = new ArrayList<>();
    private @Nullable Dominators current;
    private int snapshots;

    ValueScopes(Graph graph) {
        this.graph = graph;
        atFirst = Dominators.of(graph);
        current = atFirst;
        for (Block block : graph.blocks()) {
            for (Instruction instruction : block.instructions()) {
                for (int i = 0; i < instruction.operandCount(); i++) {
                    use(instruction.operand(i), block);
                }
            }
            for (Edge edge : block.terminator().edges()) {
                uses(edge, block);
            }
        }
    }

    /** Whether the edge from {@code source} to {@code target} closed a loop when the pass began. */
    boolean leadsBack(Block source, Block target) {
        return atFirst.dominates(target, source);
    }

    /** Notes that {@code edge} leaves {@code source} with other arguments or for another target than before. */
    void changed(Edge edge, Block source) {
        uses(edge, source);
        current = null;
    }

    private void uses(Edge edge, Block source) {
        for (Value argument : edge.arguments()) {
            use(argument, source);
        }
    }

    private void use(Value value, Block user) {
        int id = Uses.id(value);
        if (id < 0) return;
        while (users.size() <= id) {
            users.add(null);
        }
        List<Block> list = users.get(id);
        if (list == null) {
            list = new ArrayList<>(2);
            users.set(id, list);
        }
        if (list.isEmpty() || list.getLast() != user) list.add(user);
    }

    private List<Block> users(Value value) {
        int id = Uses.id(value);
        List<Block> list = id < users.size() ? users.get(id) : null;
        return list == null ? List.of() : list;
    }

    /**
     * Makes it possible that an edge goes past {@code block} as if by {@code way}: uses of the block's values behind the
     * way's target are replaced by new parameters of that target. False, and nothing changed, if that cannot be done.
     *
     * @param others how many edges lead to a block
     */
    boolean prepare(Block block, Edge way, EdgeCount others) {
        List<Value> values = new ArrayList<>(block.parameters());
        for (Instruction instruction : block.instructions()) {
            if (instruction.hasResult()) values.add(instruction);
        }
        if (!usedBeyond(block, values)) return true;
        if (!(block.terminator() instanceof Branch branch)) return false;
        Edge otherWay = branch.whenTrue() == way ? branch.whenFalse() : branch.whenTrue();
        Dominators dominators = dominators();
        if (dominators == null || otherWay.target() == way.target()) return false;
        boolean behindWay = false;
        for (Value value : values) {
            for (Block user : users(value)) {
                if (user == block) continue;
                boolean here = dominators.dominates(way.target(), user);
                boolean there = dominators.dominates(otherWay.target(), user) && others.to(otherWay.target()) == 1;
                if (!here && !there) return false;
                behindWay |= here;
            }
        }
        if (!behindWay) return true;
        if (others.to(way.target()) != 1) return false;
        for (Value value : values) {
            pass(value, block, way, dominators);
        }
        return true;
    }

    private boolean usedBeyond(Block block, List<Value> values) {
        for (Value value : values) {
            for (Block user : users(value)) {
                if (user != block) return true;
            }
        }
        return false;
    }

    /** How many edges lead to a block now. */
    interface EdgeCount {
        int to(Block block);
    }

    private void pass(Value value, Block block, Edge way, Dominators dominators) {
        List<Block> behind = new ArrayList<>();
        for (Block user : users(value)) {
            if (user != block && dominators.dominates(way.target(), user)) behind.add(user);
        }
        if (behind.isEmpty()) return;
        Parameter parameter = graph.newParameter(way.target(), value.width());
        way.arguments().add(value);
        for (Block user : behind) {
            replace(user, value, parameter);
            use(parameter, user);
        }
        users(value).removeAll(behind);
        use(value, block);
    }

    private static void replace(Block user, Value value, Parameter by) {
        for (Instruction instruction : user.instructions()) {
            for (int i = 0; i < instruction.operandCount(); i++) {
                if (instruction.operand(i).equals(value)) instruction.operand(i, by);
            }
        }
        for (Edge edge : user.terminator().edges()) {
            edge.arguments().replaceAll(argument -> argument.equals(value) ? by : argument);
        }
    }

    private @Nullable Dominators dominators() {
        if (current == null && snapshots++ < MOST_SNAPSHOTS) current = Dominators.of(graph);
        return current;
    }
}
