package dev.skep.compiler.internal.check;

import dev.skep.compiler.internal.eval.Refusal;
import dev.skep.compiler.internal.ir.Block;
import dev.skep.compiler.internal.ir.Branch;
import dev.skep.compiler.internal.ir.Call;
import dev.skep.compiler.internal.ir.CallTarget;
import dev.skep.compiler.internal.ir.Condition;
import dev.skep.compiler.internal.ir.Constant;
import dev.skep.compiler.internal.ir.Edge;
import dev.skep.compiler.internal.ir.Graph;
import dev.skep.compiler.internal.ir.Instruction;
import dev.skep.compiler.internal.ir.Jump;
import dev.skep.compiler.internal.ir.Load;
import dev.skep.compiler.internal.ir.Return;
import dev.skep.compiler.internal.ir.SourcePosition;
import dev.skep.compiler.internal.ir.Store;
import dev.skep.compiler.internal.ir.Terminator;
import dev.skep.compiler.internal.ir.Value;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Records of ring buffers: each that was reserved is submitted or discarded once on every path, and not touched afterwards.
 *
 * <p>Follows each reservation through the graph with the fates that it may have at a place. Behind a branch that paths with different
 * fates have passed, nothing is said: the branch may part them again, and the verifier, which walks the paths one by one, sees that.
 */
public final class RecordCheck {
    private static final int RESERVE = 131;
    private static final int SUBMIT = 132;
    private static final int DISCARD = 133;
    private static final int QUERY = 134;

    private enum Fate {
        /** Not reserved yet, or the ring was full. */
        NONE,
        OPEN,
        RELEASED,
        /** Cannot be told. */
        UNKNOWN
    }

    private final Call record;
    private final Map<Block, Set<Fate>> entering = new HashMap<>();

    private RecordCheck(Call record) {
        this.record = record;
    }

    /** Goes on if all records of {@code graph} are treated well. */
    public static void run(Graph graph) {
        for (Block block : graph.blocks()) {
            for (Instruction instruction : block.instructions()) {
                if (instruction instanceof Call call && helper(call) == RESERVE && !escapes(call, graph)) {
                    new RecordCheck(call).follow(graph);
                }
            }
        }
    }

    private static int helper(Call call) {
        return call.target() instanceof CallTarget.Helper h ? h.id() : 0;
    }

    /** Whether it becomes one of several values that a name stands for, or goes to a function of its own. */
    private static boolean escapes(Call call, Graph graph) {
        for (Block block : graph.blocks()) {
            for (Edge edge : block.terminator().edges()) if (edge.arguments().contains(call)) return true;
            for (Instruction instruction : block.instructions()) {
                boolean leaves = instruction instanceof Call other
                        && !(other.target() instanceof CallTarget.Helper)
                        && other.operands().contains(call);
                if (leaves) return true;
            }
        }
        return false;
    }

    private void follow(Graph graph) {
        entering.put(graph.entry(), EnumSet.of(Fate.NONE));
        Deque<Block> work = new ArrayDeque<>();
        work.add(graph.entry());
        while (!work.isEmpty()) {
            Block block = work.poll();
            Set<Fate> leaving = through(block, false);
            for (Edge edge : block.terminator().edges()) {
                Set<Fate> known = entering.computeIfAbsent(edge.target(), target -> EnumSet.noneOf(Fate.class));
                if (known.addAll(arriving(block.terminator(), edge, leaving))) work.add(edge.target());
            }
        }
        for (Block block : graph.blocks()) if (entering.containsKey(block)) through(block, true);
    }

    private Set<Fate> arriving(Terminator terminator, Edge edge, Set<Fate> leaving) {
        if (isNull(terminator, edge)) return EnumSet.of(Fate.NONE);
        Set<Fate> arriving = EnumSet.copyOf(leaving);
        if (terminator instanceof Branch branch) {
            if (isNull(terminator, branch.whenTrue()) || isNull(terminator, branch.whenFalse())) {
                arriving.remove(Fate.NONE);
            }
            if (arriving.size() > 1 && !asksForPending(branch)) return EnumSet.of(Fate.UNKNOWN);
        }
        return arriving;
    }

    /** The compiler's own branch, on how much the reader has not read yet: it parts no paths of the program. */
    private static boolean asksForPending(Branch branch) {
        return branch.left() instanceof Call call && helper(call) == QUERY;
    }

    /** Whether {@code edge} is where the record turned out to be null. */
    @SuppressWarnings("ReferenceEquality") // an edge has no other identity
    private boolean isNull(Terminator terminator, Edge edge) {
        if (!(terminator instanceof Branch branch) || branch.left() != (Value) record) return false;
        if (!(branch.right() instanceof Constant c && c.value() == 0)) return false;
        if (branch.condition() == Condition.EQUAL) return edge == branch.whenTrue();
        return branch.condition() == Condition.NOT_EQUAL && edge == branch.whenFalse();
    }

    /** The fates at the end of {@code block}; with {@code complain}, what is wrong in it. */
    private Set<Fate> through(Block block, boolean complain) {
        Set<Fate> fates = Objects.requireNonNull(entering.get(block));
        for (Instruction instruction : block.instructions()) {
            if (instruction == record) {
                if (complain && may(Fate.OPEN, fates)) throw notReleased(instruction.position());
                fates = EnumSet.of(Fate.OPEN);
            } else if (instruction instanceof Call call && releases(call)) {
                if (complain && may(Fate.RELEASED, fates)) throw again(call.position());
                fates = EnumSet.of(Fate.RELEASED);
            } else if (complain && may(Fate.RELEASED, fates) && touched(instruction)) {
                throw afterwards(instruction.position());
            }
        }
        if (complain && may(Fate.OPEN, fates)) checkEnd(block);
        return fates;
    }

    private static boolean may(Fate fate, Set<Fate> fates) {
        return fates.contains(fate) && !fates.contains(Fate.UNKNOWN);
    }

    @SuppressWarnings("ReferenceEquality") // two computations are never one
    private boolean releases(Call call) {
        return (helper(call) == SUBMIT || helper(call) == DISCARD) && call.operand(0) == record;
    }

    @SuppressWarnings("ReferenceEquality") // two computations are never one
    private boolean touched(Instruction instruction) {
        return switch (instruction) {
            case Load load -> load.base() == record;
            case Store store -> store.base() == record;
            default -> false;
        };
    }

    /** The program's end, also where several paths share one: the place is where this path goes there. */
    private void checkEnd(Block block) {
        Terminator terminator = block.terminator();
        if (terminator instanceof Return) throw notReleased(terminator.position());
        for (Edge edge : terminator.edges()) {
            boolean ends = edge.target().instructions().getFirst() instanceof Return;
            if (ends && !isNull(terminator, edge)) throw notReleased(place(block, terminator));
        }
    }

    private static SourcePosition place(Block block, Terminator terminator) {
        return terminator instanceof Jump && block.instructions().size() > 1
                ? block.instructions().get(block.instructions().size() - 2).position()
                : terminator.position();
    }

    private Refusal notReleased(@Nullable SourcePosition at) {
        Refusal refusal = new Refusal(
                "the record that was reserved in line " + record.position().line()
                        + " is neither submitted nor discarded on the path that ends here",
                "call submit or discard before each return");
        return at == null ? refusal : refusal.at(at);
    }

    private Refusal again(SourcePosition at) {
        return new Refusal(
                        "the record that was reserved in line "
                                + record.position().line() + " has already been submitted or discarded here",
                        "submit or discard each record once on every path")
                .at(at);
    }

    private Refusal afterwards(SourcePosition at) {
        return new Refusal(
                        "the record that was reserved in line "
                                + record.position().line() + " is used after it was submitted or discarded",
                        "read and write a record before it is submitted: afterwards it belongs to the reader")
                .at(at);
    }
}
