package dev.skep.compiler.internal.backend;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Gives each virtual register a machine register so that no two that interfere share one, by iterated register
 * coalescing (George and Appel, "Iterated register coalescing", TOPLAS 1996).
 *
 * <ol>
 *   <li>A register with fewer than ten neighbours can always be coloured after them: put it on the stack (simplify).
 *   <li>When all that are left are part of copies, join the two sides of a copy if the joint register is still sure to
 *       be colourable (coalesce), the copies of inner loops first.
 *   <li>When no copy can be joined, give up the copies of one register (freeze).
 *   <li>When all have ten neighbours or more, put the cheapest by cost and neighbours on the stack and hope (spill).
 *   <li>Take registers from the stack and give each a machine register that no neighbour has; preferably one that makes
 *       a copy vanish after all. Those for which none is left are {@link #spilled}.
 * </ol>
 */
final class Coloring {
    private static final int K = InterferenceGraph.COLORS;
    private static final int[] PREFERENCE = {1, 2, 3, 4, 5, 0, 6, 7, 8, 9};

    private enum Place {
        NONE,
        SIMPLIFY,
        FREEZE,
        SPILL,
        STACK,
        JOINED
    }

    private final InterferenceGraph graph;
    private final Place[] place;
    private final int[] alias;
    private final int[] degree;
    private final int[] color;
    private final double[] cost;
    private final IntList simplify = new IntList();
    private final IntList freeze = new IntList();
    private final IntList spill = new IntList();
    private final IntList stack = new IntList();
    private final List<Integer> spilled = new ArrayList<>();
    private final Moves moves;

    /** Colours {@code graph}; {@code costs} says how bad it is to keep a register in memory, infinite if impossible. */
    Coloring(InterferenceGraph graph, double[] costs) {
        this.graph = graph;
        int registers = graph.registers();
        place = new Place[registers];
        alias = new int[registers];
        degree = new int[registers];
        color = new int[registers];
        cost = costs.clone();
        moves = new Moves(graph);
        for (int i = 0; i < registers; i++) {
            place[i] = Place.NONE;
            alias[i] = i;
            color[i] = InterferenceGraph.isMachine(i) ? i : -1;
            degree[i] = InterferenceGraph.isMachine(i)
                    ? Integer.MAX_VALUE / 2
                    : graph.neighbours(i).size();
        }
        for (int i = MachineInstruction.FIRST_VIRTUAL; i < registers; i++) {
            enlist(i);
        }
        reduce();
        assign();
    }

    /** The machine register of a register that is not spilled. */
    int color(int register) {
        return color[find(register)];
    }

    /** The registers that found none and must live in memory; empty when the colouring is complete. */
    List<Integer> spilled() {
        return spilled;
    }

    private void enlist(int register) {
        if (degree[register] >= K) {
            put(register, Place.SPILL, spill);
        } else if (moves.related(register)) {
            put(register, Place.FREEZE, freeze);
        } else {
            put(register, Place.SIMPLIFY, simplify);
        }
    }

    private void put(int register, Place where, IntList list) {
        place[register] = where;
        list.add(register);
    }

    /** The next register that is still where this list says, or -1. Entries are left behind when registers move. */
    private int take(IntList list, Place where) {
        while (!list.isEmpty()) {
            int register = list.removeLast();
            if (place[register] == where) return register;
        }
        return -1;
    }

    private void reduce() {
        while (true) {
            int register = take(simplify, Place.SIMPLIFY);
            if (register >= 0) {
                simplify(register);
                continue;
            }
            int move = moves.next();
            if (move >= 0) {
                coalesce(move);
                continue;
            }
            register = take(freeze, Place.FREEZE);
            if (register < 0) register = cheapestSpill();
            if (register < 0) return;
            freezeMoves(register);
            put(register, Place.SIMPLIFY, simplify);
        }
    }

    private void simplify(int register) {
        place[register] = Place.STACK;
        stack.add(register);
        IntList neighbours = graph.neighbours(register);
        for (int i = 0; i < neighbours.size(); i++) {
            if (present(neighbours.at(i))) lowerDegree(neighbours.at(i));
        }
    }

    private boolean present(int register) {
        return place[register] != Place.STACK && place[register] != Place.JOINED;
    }

    private void lowerDegree(int register) {
        if (InterferenceGraph.isMachine(register)) return;
        if (degree[register]-- != K) return;
        moves.enable(register);
        IntList neighbours = graph.neighbours(register);
        for (int i = 0; i < neighbours.size(); i++) {
            if (present(neighbours.at(i))) moves.enable(neighbours.at(i));
        }
        if (place[register] == Place.SPILL) enlist(register);
    }

    private void coalesce(int move) {
        int a = find(moves.destination(move));
        int b = find(moves.source(move));
        int keep = preferred(a, b);
        int join = keep == a ? b : a;
        if (keep == join) {
            moves.finish(move);
            release(keep);
        } else if (InterferenceGraph.isMachine(join) || graph.interfere(keep, join)) {
            moves.finish(move);
            release(keep);
            release(join);
        } else if (InterferenceGraph.isMachine(keep) ? safeWithMachine(keep, join) : safeTogether(keep, join)) {
            moves.finish(move);
            join(keep, join);
            release(keep);
        } else {
            moves.wait(move);
        }
    }

    /** The side that stays: a machine register, or the one with more neighbours, so that fewer are moved. */
    private int preferred(int a, int b) {
        if (InterferenceGraph.isMachine(a)) return a;
        if (InterferenceGraph.isMachine(b)) return b;
        return graph.neighbours(a).size() < graph.neighbours(b).size() ? b : a;
    }

    /** A register that no copy holds back any more may be simplified. */
    private void release(int register) {
        if (InterferenceGraph.isMachine(register) || moves.related(register) || degree[register] >= K) return;
        if (place[register] == Place.FREEZE) put(register, Place.SIMPLIFY, simplify);
    }

    /** George's test: every neighbour is harmless or interferes with the machine register anyway. */
    private boolean safeWithMachine(int machine, int register) {
        IntList neighbours = graph.neighbours(register);
        for (int i = 0; i < neighbours.size(); i++) {
            int neighbour = neighbours.at(i);
            if (!present(neighbour)) continue;
            if (degree[neighbour] >= K && !graph.interfere(neighbour, machine)) return false;
        }
        return true;
    }

    /** Briggs' test: the joint register has fewer than ten neighbours of ten or more neighbours. */
    private boolean safeTogether(int a, int b) {
        int significant = 0;
        IntList of = graph.neighbours(a);
        for (int i = 0; i < of.size(); i++) {
            int neighbour = of.at(i);
            if (!present(neighbour)) continue;
            boolean both = graph.interfere(neighbour, b);
            if (degree[neighbour] - (both ? 1 : 0) >= K) significant++;
        }
        of = graph.neighbours(b);
        for (int i = 0; i < of.size(); i++) {
            int neighbour = of.at(i);
            if (present(neighbour) && degree[neighbour] >= K && !graph.interfere(neighbour, a)) significant++;
        }
        return significant < K;
    }

    private void join(int keep, int joined) {
        place[joined] = Place.JOINED;
        alias[joined] = keep;
        cost[keep] += cost[joined];
        moves.unite(keep, joined);
        moves.enable(joined);
        IntList neighbours = graph.neighbours(joined);
        for (int i = 0; i < neighbours.size(); i++) {
            int neighbour = neighbours.at(i);
            if (!present(neighbour)) continue;
            if (graph.addEdge(neighbour, keep)) {
                if (!InterferenceGraph.isMachine(keep)) degree[keep]++;
                if (!InterferenceGraph.isMachine(neighbour)) degree[neighbour]++;
            }
            lowerDegree(neighbour);
        }
        if (!InterferenceGraph.isMachine(keep) && degree[keep] >= K && place[keep] == Place.FREEZE) {
            put(keep, Place.SPILL, spill);
        }
    }

    private void freezeMoves(int register) {
        IntList list = moves.of(register);
        while (!list.isEmpty()) {
            int move = list.removeLast();
            int a = find(moves.destination(move));
            int b = find(moves.source(move));
            moves.giveUp(move, a, b);
            release(a == register ? b : a);
        }
    }

    private int cheapestSpill() {
        int best = -1;
        int bestAt = -1;
        for (int i = 0; i < spill.size(); i++) {
            int register = spill.at(i);
            if (place[register] != Place.SPILL) {
                spill.removeAt(i--);
                continue;
            }
            if (best < 0 || cost[register] / degree[register] < cost[best] / degree[best]) {
                best = register;
                bestAt = i;
            }
        }
        if (best >= 0) spill.removeAt(bestAt);
        return best;
    }

    private int find(int register) {
        int root = register;
        while (alias[root] != root) {
            root = alias[root];
        }
        for (int at = register; alias[at] != root && at != root; ) {
            int up = alias[at];
            alias[at] = root;
            at = up;
        }
        return root;
    }

    private void assign() {
        while (!stack.isEmpty()) {
            int register = stack.removeLast();
            int free = (1 << K) - 1;
            IntList neighbours = graph.neighbours(register);
            for (int i = 0; i < neighbours.size(); i++) {
                int used = color[find(neighbours.at(i))];
                if (used >= 0) free &= ~(1 << used);
            }
            if (free == 0) {
                spilled.add(register);
            } else {
                color[register] = choose(register, free);
            }
        }
        spilled.sort(Comparator.naturalOrder());
    }

    private int choose(int register, int free) {
        IntList list = moves.hints(register);
        for (int i = 0; i < list.size(); i++) {
            int a = find(moves.destination(list.at(i)));
            int b = find(moves.source(list.at(i)));
            int wanted = color[a == register ? b : a];
            if (wanted >= 0 && (free & 1 << wanted) != 0) return wanted;
        }
        for (int candidate : PREFERENCE) {
            if ((free & 1 << candidate) != 0) return candidate;
        }
        throw new IllegalStateException("no machine register is free");
    }
}
