package dev.skep.compiler.internal.optimize;

import dev.skep.compiler.internal.ir.Block;
import dev.skep.compiler.internal.ir.Branch;
import dev.skep.compiler.internal.ir.Constant;
import dev.skep.compiler.internal.ir.Edge;
import dev.skep.compiler.internal.ir.Graph;
import dev.skep.compiler.internal.ir.Instruction;
import dev.skep.compiler.internal.ir.Jump;
import dev.skep.compiler.internal.ir.Load;
import dev.skep.compiler.internal.ir.Terminator;
import dev.skep.compiler.internal.ir.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Leads an edge past a block whose way out is decided by the edge's arguments, directly to where it ends up.
 *
 * <p>The block must do nothing but compute what its branch compares, and all that must be known along the edge. If values
 * of the block are used beyond it, the edge may go past only if these uses lie behind one of its successors to which
 * there is no other way; that successor then gets parameters for them. So the first test of a counting loop, which is
 * known, disappears, and the loop is entered at its body. An edge that enters a loop goes past the header only if it is
 * the only one that enters, so that a loop keeps one entry.
 *
 * <p>Precondition: every block is reachable.
 */
public final class JumpThreading {
    private static final int MOST_INSTRUCTIONS = 3;
    /** Edges move on from block to block: where many meet, a long chain of short blocks would make work without end. */
    private static final int MOST_ARRIVING = 128;

    private final Graph graph;
    /** Made when the first edge may be led past a block, which most graphs have none of. */
    private @Nullable ValueScopes scopes;

    private final List<List<Edge>> incoming = new ArrayList<>();
    private final Map<Edge, Block> sources = new HashMap<>();
    private boolean changed;

    private JumpThreading(Graph graph) {
        this.graph = graph;
        for (int i = 0; i < graph.blockCount(); i++) {
            incoming.add(new ArrayList<>(2));
        }
        for (Block block : graph.blocks()) {
            for (Edge edge : block.terminator().edges()) {
                incoming.get(edge.target().id()).add(edge);
                sources.put(edge, block);
            }
        }
    }

    /** Threads edges; whether there were any. */
    public static boolean run(Graph graph) {
        JumpThreading pass = new JumpThreading(graph);
        for (Block block : List.copyOf(graph.blocks())) {
            if (block != graph.entry() && pass.eligible(block)) pass.thread(block);
        }
        return pass.changed;
    }

    private boolean eligible(Block block) {
        if (block.instructions().size() > MOST_INSTRUCTIONS + 1) return false;
        for (Instruction instruction : block.instructions()) {
            if (instruction instanceof Terminator) break;
            if (!instruction.removable() || instruction instanceof Load) return false;
        }
        return !block.terminator().edges().isEmpty();
    }

    private void thread(Block block) {
        List<Edge> arriving = incoming.get(block.id());
        if (arriving.size() > MOST_ARRIVING) return;
        List<Edge> staying = new ArrayList<>(arriving.size());
        for (Edge edge : arriving) {
            if (!pass(edge, block, arriving)) staying.add(edge);
        }
        incoming.set(block.id(), staying);
    }

    /** Whether the block heads no loop or a loop that one edge enters. */
    private boolean hasOneEntry(Block block, List<Edge> arriving) {
        int back = 0;
        for (Edge edge : arriving) {
            Block source = sources.get(edge);
            if (source != null && scopes().leadsBack(source, block)) back++;
        }
        return back == 0 || arriving.size() - back == 1;
    }

    private ValueScopes scopes() {
        ValueScopes known = scopes;
        if (known == null) {
            known = new ValueScopes(graph);
            scopes = known;
        }
        return known;
    }

    private boolean pass(Edge edge, Block block, List<Edge> arriving) {
        Block source = sources.get(edge);
        if (source == null || source == block) return false;
        Map<Value, Value> known = new HashMap<>();
        Edge way = wayOut(block, edge, known);
        if (way == null || way.target() == block) return false;
        if (!scopes().leadsBack(source, block) && !hasOneEntry(block, arriving)) return false;
        if (!scopes().prepare(block, way, target -> incoming.get(target.id()).size())) return false;
        redirect(edge, source, way, known);
        return true;
    }

    /** The edge by which control leaves {@code block} when it came along {@code edge}, or null if that is not known. */
    private @Nullable Edge wayOut(Block block, Edge edge, Map<Value, Value> known) {
        for (int i = 0; i < block.parameters().size(); i++) {
            known.put(block.parameters().get(i), edge.arguments().get(i));
        }
        for (Instruction instruction : block.instructions()) {
            if (instruction instanceof Terminator) break;
            Value value = ConstantFolding.fold(instruction, known);
            if (value == null) return null;
            known.put(instruction, value);
        }
        if (block.terminator() instanceof Jump jump) return jump.edge();
        if (!(block.terminator() instanceof Branch branch)) return null;
        Value left = known.getOrDefault(branch.left(), branch.left());
        Value right = known.getOrDefault(branch.right(), branch.right());
        if (left instanceof Constant a && right instanceof Constant b) {
            boolean outcome = branch.condition().evaluate(branch.compareWidth(), a.value(), b.value());
            return outcome ? branch.whenTrue() : branch.whenFalse();
        }
        return null;
    }

    private void redirect(Edge edge, Block source, Edge way, Map<Value, Value> known) {
        Block target = way.target();
        List<Value> arguments = new ArrayList<>();
        for (Value argument : way.arguments()) {
            arguments.add(known.getOrDefault(argument, argument));
        }
        edge.retarget(target, arguments);
        incoming.get(target.id()).add(edge);
        scopes().changed(edge, source);
        changed = true;
    }
}
