package dev.skep.compiler.internal.optimize;

import dev.skep.compiler.internal.ir.Block;
import dev.skep.compiler.internal.ir.CallTarget;
import dev.skep.compiler.internal.ir.Graph;
import dev.skep.compiler.internal.ir.SourcePosition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Finds the loops that the verifier would not follow to their end, and has the kernel drive them.
 *
 * <p>The verifier follows a plain loop round and round, and gives up after 8,192 branches or a million instructions.
 *
 * <p>Precondition: every block is reachable. The stores must stay, so {@link DeadStores} has run before.
 */
public final class LongLoops {
    /** Branches of all turns that the verifier follows: about half of what it allows. */
    private static final long MOST_BRANCHES = 4_000;

    /** Instructions of all turns, as they are estimated, that it follows in good time: some 10 ms. */
    private static final long MOST_INSTRUCTIONS = 50_000;

    /** Which loops are converted. */
    public enum Scope {
        /** Those that are known to go round too often. */
        LONG,
        /** Also those of which nothing tells how often they go round. */
        OPEN,
        /** Every loop, however short. */
        ALL
    }

    /** A loop and how often it goes round at most. */
    record LongLoop(NaturalLoop loop, long turns) {
        SourcePosition position() {
            return loop.header().instructions().getFirst().position();
        }

        /** How often the head is passed: before each turn, and when it is found that there is none. */
        int passes() {
            return (int) Math.min(turns, LoopDriver.MOST_TURNS - 1) + 1;
        }

        Converted by(LoopDriver driver) {
            return new Converted(position(), passes() - 1, driver.name());
        }
    }

    /**
     * What was done.
     *
     * @param converted the loops that the kernel drives now
     * @param left the loops that should have been converted and could not
     * @param functions what it calls for them
     * @param next what else can be converted, should the verifier not follow the loops that are left
     */
    public record Result(
            List<Converted> converted, List<Left> left, List<LoopFunction> functions, Optional<Scope> next) {
        /** No loops. */
        static final Result NOTHING = new Result(List.of(), List.of(), List.of(), Optional.empty());
    }

    /**
     * A loop that was converted.
     *
     * @param position where it begins
     * @param turns how many it can take
     * @param driver the kernel's name of what drives it
     */
    public record Converted(SourcePosition position, int turns, String driver) {}

    /**
     * A loop that stays plain.
     *
     * @param position where it begins
     * @param reason why
     * @param mend what to write instead
     */
    public record Left(SourcePosition position, String reason, String mend) {}

    /**
     * The turn of a loop, which takes the number of the turn and the address of the loop's state.
     *
     * @param target as the program names it
     * @param graph its code
     */
    public record LoopFunction(CallTarget.Function target, Graph graph) {
        /** How many registers it takes. */
        public static final int ARGUMENTS = 2;
    }

    private LongLoops() {}

    /**
     * Converts them.
     *
     * @param driver asked for when there is such a loop; nothing where the kernel has none
     */
    public static Result run(Graph graph, Supplier<Optional<LoopDriver>> driver, Scope scope) {
        Dominators dominators = Dominators.of(graph);
        List<NaturalLoop> loops = NaturalLoop.of(graph, dominators);
        if (loops.isEmpty()) return Result.NOTHING;
        Ranges ranges = Ranges.of(graph);
        List<LongLoop> chosen = choose(loops, dominators.order(), ranges, scope);
        Optional<Scope> next = next(loops, ranges, scope, chosen.size());
        if (chosen.isEmpty()) return new Result(List.of(), List.of(), List.of(), next);
        return switch (driver.get().orElse(null)) {
            case null ->
                new Result(List.of(), chosen.stream().map(LongLoops::noDriver).toList(), List.of(), next);
            case LoopDriver.NumberIterator iterator -> {
                IteratorLoops.run(graph, iterator, chosen);
                List<Converted> all =
                        chosen.stream().map(loop -> loop.by(iterator)).toList();
                yield new Result(all, List.of(), List.of(), next);
            }
            case LoopDriver.CallbackHelper helper -> {
                CallbackLoops made = CallbackLoops.run(graph, helper, chosen);
                yield new Result(made.converted(), made.left(), made.functions(), next);
            }
        };
    }

    private static Optional<Scope> next(List<NaturalLoop> loops, Ranges ranges, Scope scope, int chosen) {
        boolean open = loops.stream().anyMatch(loop -> Turns.of(loop, ranges) == Turns.UNKNOWN);
        if (open && scope == Scope.LONG) return Optional.of(Scope.OPEN);
        return chosen < loops.size() ? Optional.of(Scope.ALL) : Optional.empty();
    }

    private static Left noDriver(LongLoop loop) {
        return new Left(
                loop.position(),
                "this kernel has neither bpf_loop nor bpf_iter_num",
                "use Linux 5.17 or newer, keep loops with an exit below about 4,000 turns, or split the work");
    }

    private static List<LongLoop> choose(List<NaturalLoop> loops, List<Block> order, Ranges ranges, Scope scope) {
        List<LongLoop> chosen = new ArrayList<>();
        for (NaturalLoop loop : loops) {
            long turns = Turns.of(loop, ranges);
            boolean tooLong = turns == Turns.UNKNOWN
                    ? scope != Scope.LONG
                    : tooLong(loop, turns, loops, TurnCost.of(loop, order), ranges, chosen);
            if (tooLong || scope == Scope.ALL) chosen.add(new LongLoop(loop, turns));
        }
        return chosen;
    }

    /** The turns of loops around it count, too, as long as these stay plain. */
    private static boolean tooLong(
            NaturalLoop loop,
            long turns,
            List<NaturalLoop> loops,
            TurnCost turn,
            Ranges ranges,
            List<LongLoop> chosen) {
        double all = turns;
        for (NaturalLoop outer : loops) {
            boolean around = outer.header() != loop.header() && outer.body().contains(loop.header());
            boolean plain = chosen.stream().noneMatch(c -> c.loop().header() == outer.header());
            if (around && plain) all *= Math.min(Turns.of(outer, ranges), LoopDriver.MOST_TURNS);
        }
        // The branch that counts the turns is no question to the verifier.
        return all * (turn.branches() - 1) > MOST_BRANCHES || all * turn.instructions() > MOST_INSTRUCTIONS;
    }
}
