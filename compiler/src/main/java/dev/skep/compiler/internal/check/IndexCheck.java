package dev.skep.compiler.internal.check;

import dev.skep.compiler.internal.eval.IndexedAccess;
import dev.skep.compiler.internal.eval.Refusal;
import dev.skep.compiler.internal.ir.Block;
import dev.skep.compiler.internal.ir.Branch;
import dev.skep.compiler.internal.ir.Call;
import dev.skep.compiler.internal.ir.Condition;
import dev.skep.compiler.internal.ir.Constant;
import dev.skep.compiler.internal.ir.Edge;
import dev.skep.compiler.internal.ir.Extend;
import dev.skep.compiler.internal.ir.Graph;
import dev.skep.compiler.internal.ir.Instruction;
import dev.skep.compiler.internal.ir.Load;
import dev.skep.compiler.internal.ir.Range;
import dev.skep.compiler.internal.ir.Store;
import dev.skep.compiler.internal.ir.Value;
import dev.skep.compiler.internal.ir.Width;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Indexes that may lie outside of the bytes that they go into.
 *
 * <p>Looks at indexes that were read from memory or returned by a helper, and at the branches that compare them with constants. An
 * index that is calculated with or compared with another value is left to the verifier, which may learn from that; so is one that is
 * compared on some paths only.
 */
public final class IndexCheck {
    private final Map<Value, Block> homes = new HashMap<>();
    /** The blocks that name each of the indexes. */
    private final Map<Value, Set<Block>> naming = new HashMap<>();

    private IndexCheck(Graph graph, List<IndexedAccess> accesses) {
        for (IndexedAccess access : accesses) naming.put(source(access.index()), new LinkedHashSet<>());
        for (Block block : graph.blocks()) {
            for (Instruction instruction : block.instructions()) {
                homes.put(instruction, block);
                for (int i = 0; i < instruction.operandCount(); i++) name(instruction.operand(i), block);
            }
            for (Edge edge : block.terminator().edges()) {
                for (Value argument : edge.arguments()) name(argument, block);
            }
        }
    }

    private void name(Value value, Block block) {
        Set<Block> blocks = naming.get(source(value));
        if (blocks != null) blocks.add(block);
    }

    /** Goes on if no access is sure to be refused. */
    public static void run(Graph graph, List<IndexedAccess> accesses) {
        if (accesses.isEmpty()) return;
        IndexCheck check = new IndexCheck(graph, accesses);
        for (IndexedAccess access : accesses) check.check(access);
    }

    private void check(IndexedAccess access) {
        Value source = source(access.index());
        if (!isOpaque(source)) return;
        Range range = source instanceof Load load ? Range.of(load) : Range.all(Width.W32);
        if (range.within(0, access.most())) return;
        Block place = homes.get(access.address());
        Block home = homes.get(source);
        if (place == null || home == null) return;
        for (Block block : naming.getOrDefault(source, Set.of())) {
            if (isUsedOtherwise(block, source, access)) return;
            if (!(block.terminator() instanceof Branch branch) || !compares(branch, source)) continue;
            Set<Block> stops = new HashSet<>(List.of(block, home));
            boolean whenTrue = reaches(branch.whenTrue().target(), place, stops);
            boolean whenFalse = reaches(branch.whenFalse().target(), place, stops);
            if (!whenTrue && !whenFalse) continue;
            boolean passed = !reaches(home, place, Set.of(block));
            if ((whenTrue && whenFalse) || !passed || !(branch.right() instanceof Constant limit)) return;
            Condition condition =
                    whenTrue ? branch.condition() : branch.condition().negated();
            int number = (int) limit.value();
            range = range.after(condition, Range.of(number));
        }
        if (!range.within(0, access.most())) throw refusal(access, range).at(access.position());
    }

    /** The value behind extensions that keep all 32 bits. */
    private static Value source(Value value) {
        Value source = value;
        while (source instanceof Extend extend && extend.fromBits() == 32) source = extend.operand(0);
        return source;
    }

    private static boolean isOpaque(Value source) {
        return (source instanceof Load load && load.width() == Width.W32) || source instanceof Call;
    }

    @SuppressWarnings("ReferenceEquality") // two computations are never one
    private static boolean compares(Branch branch, Value source) {
        return source(branch.left()) == source || source(branch.right()) == source;
    }

    /** Whether {@code block} makes something of the index from which the verifier might learn more. */
    @SuppressWarnings("ReferenceEquality") // two computations are never one
    private static boolean isUsedOtherwise(Block block, Value source, IndexedAccess access) {
        for (Instruction instruction : block.instructions()) {
            if (instruction == access.address() || instruction == access.distance()) continue;
            for (int i = 0; i < instruction.operandCount(); i++) {
                if (source(instruction.operand(i)) == source && !isHarmless(instruction, source)) return true;
            }
        }
        for (Edge edge : block.terminator().edges()) {
            for (Value argument : edge.arguments()) if (source(argument) == source) return true;
        }
        return false;
    }

    @SuppressWarnings("ReferenceEquality") // two computations are never one
    private static boolean isHarmless(Instruction user, Value source) {
        if (user instanceof Extend extend) return extend.fromBits() == 32;
        if (user instanceof Branch branch) {
            return branch.compareWidth() == Width.W32 && source(branch.right()) != source;
        }
        return user instanceof Load || user instanceof Store || user instanceof Call;
    }

    private static boolean reaches(Block from, Block to, Set<Block> stops) {
        Set<Block> seen = new HashSet<>();
        Deque<Block> work = new ArrayDeque<>(List.of(from));
        while (!work.isEmpty()) {
            Block block = work.pop();
            if (block == to) return true;
            if (stops.contains(block) || !seen.add(block)) continue;
            for (Edge edge : block.terminator().edges()) work.push(edge.target());
        }
        return false;
    }

    private static Refusal refusal(IndexedAccess access, Range range) {
        String test = "if (i < 0 || i > " + access.most() + ") return 0;";
        long count = access.most() + 1L;
        String mask = Long.bitCount(count) == 1 ? ", or mask it: i & " + access.most() : "";
        String last = "; the last is " + access.most();
        return new Refusal(problem(range, access.most()) + last, "test it right before: " + test + mask);
    }

    private static String problem(Range range, int last) {
        if (range.least() < 0 && range.most() > last) return "the index may be anything here";
        if (range.least() < 0) return "the index may be negative here";
        return range.most() == Integer.MAX_VALUE
                ? "the index may be too large here"
                : "the index may be as large as " + range.most() + " here";
    }
}
