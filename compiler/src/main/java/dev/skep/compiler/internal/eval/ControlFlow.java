package dev.skep.compiler.internal.eval;

import java.lang.classfile.Instruction;
import java.lang.classfile.instruction.IncrementInstruction;
import java.lang.classfile.instruction.LoadInstruction;
import java.lang.classfile.instruction.StoreInstruction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The control flow of one method: basic blocks, a topological order that does not depend on how the compiler laid the code out,
 * natural loops, and which locals are live at each position.
 *
 * <p>Loops are found from back edges: an edge whose target dominates its source. An edge that goes backwards in reverse post-order
 * without that is irreducible control flow, which no Java compiler makes; {@link #irreducibleAt()} tells.
 */
final class ControlFlow {
    /** A natural loop: its header's position and the blocks (by number) inside it, inner loops included. */
    record Loop(int header, BitSet blocks) {}

    private final MethodCode code;
    private final int[] blockOf;
    private final int[] start;
    private final int[] order;
    private final @Nullable Loop[] loopAt;
    private final BitSet[] liveIn;
    /** Inside of blocks, where somebody asked. */
    private final @Nullable BitSet[] liveInside;

    private int irreducibleAt = -1;

    static ControlFlow of(MethodCode code) {
        return new ControlFlow(code);
    }

    private ControlFlow(MethodCode code) {
        this.code = code;
        int n = code.length();
        boolean[] leader = new boolean[n + 1];
        leader[0] = true;
        for (int pc = 0; pc < n; pc++) {
            int[] targets = code.targets(pc);
            for (int target : targets) leader[target] = true;
            if (targets.length > 0 || !code.fallsThrough(pc)) leader[pc + 1] = true;
        }
        blockOf = new int[n + 1];
        int blocks = -1;
        for (int pc = 0; pc < n; pc++) blockOf[pc] = leader[pc] ? ++blocks : blocks;
        blocks++;
        blockOf[n] = blocks;
        start = new int[blocks + 1];
        for (int pc = n - 1; pc >= 0; pc--) if (leader[pc]) start[blockOf[pc]] = pc;
        start[blocks] = n;

        int[][] successors = new int[blocks][];
        for (int b = 0; b < blocks; b++) successors[b] = successors(b);
        int[] postOrder = postOrder(successors);
        order = new int[blocks + 1];
        Arrays.fill(order, Integer.MAX_VALUE);
        for (int i = 0; i < postOrder.length; i++) order[postOrder[i]] = postOrder.length - 1 - i;
        loopAt = new Loop[blocks];
        findLoops(successors, postOrder);
        liveIn = liveness(successors, postOrder);
        liveInside = new BitSet[n];
    }

    private int[] successors(int block) {
        int last = start[block + 1] - 1;
        int[] targets = code.targets(last);
        List<Integer> result = new ArrayList<>();
        if (code.fallsThrough(last) && last + 1 < code.length()) result.add(blockOf[last + 1]);
        for (int target : targets) result.add(blockOf[target]);
        return result.stream().distinct().mapToInt(Integer::intValue).toArray();
    }

    private static int[] postOrder(int[][] successors) {
        int[] result = new int[successors.length];
        int count = 0;
        boolean[] seen = new boolean[successors.length];
        int[] stack = new int[successors.length + 1];
        int[] next = new int[successors.length];
        int depth = 0;
        stack[depth++] = 0;
        seen[0] = true;
        while (depth > 0) {
            int block = stack[depth - 1];
            if (next[block] < successors[block].length) {
                int successor = successors[block][next[block]++];
                if (!seen[successor]) {
                    seen[successor] = true;
                    stack[depth++] = successor;
                }
            } else {
                result[count++] = block;
                depth--;
            }
        }
        return Arrays.copyOf(result, count);
    }

    private void findLoops(int[][] successors, int[] postOrder) {
        int[] dominator = dominators(successors, postOrder);
        List<List<Integer>> predecessors = predecessors(successors, postOrder);
        for (int block : postOrder) {
            for (int target : successors[block]) {
                if (order[target] > order[block]) continue;
                if (!dominates(dominator, target, block)) {
                    irreducibleAt = start[block];
                    continue;
                }
                Loop loop = loopAt[target];
                if (loop == null) loopAt[target] = loop = new Loop(start[target], new BitSet());
                addBody(loop.blocks(), target, block, predecessors);
            }
        }
    }

    private static void addBody(BitSet body, int header, int tail, List<List<Integer>> predecessors) {
        body.set(header);
        List<Integer> work = new ArrayList<>(List.of(tail));
        while (!work.isEmpty()) {
            int block = work.removeLast();
            if (body.get(block)) continue;
            body.set(block);
            work.addAll(predecessors.get(block));
        }
    }

    private static List<List<Integer>> predecessors(int[][] successors, int[] reachable) {
        List<List<Integer>> result = new ArrayList<>();
        for (int i = 0; i < successors.length; i++) result.add(new ArrayList<>());
        for (int block : reachable)
            for (int successor : successors[block]) result.get(successor).add(block);
        return result;
    }

    /** Immediate dominators by the iteration of Cooper, Harvey and Kennedy. */
    private int[] dominators(int[][] successors, int[] postOrder) {
        int[] dominator = new int[successors.length];
        Arrays.fill(dominator, -1);
        dominator[0] = 0;
        List<List<Integer>> predecessors = predecessors(successors, postOrder);
        for (boolean changed = true; changed; ) {
            changed = false;
            for (int i = postOrder.length - 2; i >= 0; i--) {
                int block = postOrder[i];
                int best = -1;
                for (int p : predecessors.get(block))
                    if (dominator[p] >= 0) best = best < 0 ? p : meet(dominator, p, best);
                if (best != dominator[block]) {
                    dominator[block] = best;
                    changed = true;
                }
            }
        }
        return dominator;
    }

    private int meet(int[] dominator, int a, int b) {
        while (a != b) {
            while (order[a] > order[b]) a = dominator[a];
            while (order[b] > order[a]) b = dominator[b];
        }
        return a;
    }

    private boolean dominates(int[] dominator, int above, int block) {
        int b = block;
        while (order[b] > order[above]) b = dominator[b];
        return b == above;
    }

    private BitSet[] liveness(int[][] successors, int[] postOrder) {
        BitSet[] live = new BitSet[successors.length];
        for (int b = 0; b < live.length; b++) live[b] = new BitSet();
        for (boolean changed = true; changed; ) {
            changed = false;
            for (int block : postOrder) {
                BitSet set = new BitSet();
                for (int successor : successors[block]) set.or(live[successor]);
                transfer(set, start[block], start[block + 1]);
                if (!set.equals(live[block])) {
                    live[block] = set;
                    changed = true;
                }
            }
        }
        return live;
    }

    private void transfer(BitSet live, int from, int to) {
        for (int pc = to - 1; pc >= from; pc--) {
            Instruction instruction = code.at(pc);
            if (instruction instanceof StoreInstruction store) live.clear(store.slot());
            else if (instruction instanceof LoadInstruction load) live.set(load.slot());
            else if (instruction instanceof IncrementInstruction increment) live.set(increment.slot());
        }
    }

    /** Where irreducible control flow was seen, or -1. */
    int irreducibleAt() {
        return irreducibleAt;
    }

    int blockOf(int pc) {
        return blockOf[pc];
    }

    /** Whether a basic block starts at {@code pc}. */
    boolean startsBlock(int pc) {
        return pc < code.length() && start[blockOf[pc]] == pc;
    }

    /** A sort key: all that can reach {@code pc} without a back edge has a smaller one. */
    long order(int pc) {
        return (long) order[blockOf[pc]] << 32 | pc;
    }

    /** The loop whose header starts at {@code pc}, or null. */
    @Nullable
    Loop loopAt(int pc) {
        return startsBlock(pc) ? loopAt[blockOf[pc]] : null;
    }

    /** The locals that may be read before they are written, from {@code pc} on; not to be changed. */
    BitSet liveAt(int pc) {
        int block = blockOf[pc];
        if (start[block] == pc) return liveIn[block];
        BitSet known = liveInside[pc];
        if (known != null) return known;
        BitSet live = new BitSet();
        int last = start[block + 1] - 1;
        if (code.fallsThrough(last) && last + 1 < code.length()) live.or(liveIn[blockOf[last + 1]]);
        for (int target : code.targets(last)) live.or(liveIn[blockOf[target]]);
        transfer(live, pc, last + 1);
        liveInside[pc] = live;
        return live;
    }

    /** The locals that the loop's body writes. */
    BitSet assignedIn(Loop loop) {
        BitSet assigned = new BitSet();
        for (int block = loop.blocks().nextSetBit(0);
                block >= 0;
                block = loop.blocks().nextSetBit(block + 1)) {
            for (int pc = start[block]; pc < start[block + 1]; pc++) {
                Instruction instruction = code.at(pc);
                if (instruction instanceof StoreInstruction store) assigned.set(store.slot());
                else if (instruction instanceof IncrementInstruction increment) assigned.set(increment.slot());
            }
        }
        return assigned;
    }
}
