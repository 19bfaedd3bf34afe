package dev.skep.compiler.internal.backend;

import dev.skep.bpf.asm.Register;
import java.util.ArrayList;
import java.util.List;

/**
 * Which registers are live at the same time, so that they need different machine registers, and which copies would
 * vanish if both sides had the same.
 *
 * <p>Edges are kept twice: in a hash set for the question, and in lists for the neighbours of virtual registers. The
 * machine's registers have no lists; all of them interfere with each other.
 */
final class InterferenceGraph {
    /** How many machine registers can be given out, r0 to r9. */
    static final int COLORS = 10;

    private final IntList[] neighbours;
    private final List<MachineInstruction> moves = new ArrayList<>();
    private final List<Integer> moveDepths = new ArrayList<>();
    private final double[] costs;
    private long[] edges = new long[1 << 10];
    private int edgeCount;

    private InterferenceGraph(int registers) {
        neighbours = new IntList[registers];
        for (int i = 0; i < registers; i++) {
            neighbours[i] = new IntList();
        }
        costs = new double[registers];
    }

    static InterferenceGraph of(MachineFunction function, Liveness liveness) {
        InterferenceGraph graph = new InterferenceGraph(function.registerCount());
        RegisterSet live = new RegisterSet(function.registerCount());
        for (MachineBlock block : function.blocks()) {
            live.clear();
            for (int register : liveness.liveOut(block)) {
                live.add(register);
            }
            graph.scan(block, live);
        }
        return graph;
    }

    private void scan(MachineBlock block, RegisterSet live) {
        double weight = Math.pow(10, Math.min(block.loopDepth, 8));
        for (int i = block.code.size() - 1; i >= 0; i--) {
            MachineInstruction instruction = block.code.get(i);
            if (instruction.isMove()
                    && instruction.source != Register.FP
                    && instruction.source != instruction.destination) {
                live.remove(instruction.source);
                moves.add(instruction);
                moveDepths.add(block.loopDepth);
            }
            if (instruction.isCall()) {
                for (int register = 0; register <= Register.R5; register++) {
                    write(register, live);
                }
                for (int register = 1; register <= instruction.arguments; register++) {
                    live.add(register);
                }
            } else if (instruction.isExit()) {
                live.add(Register.R0);
            }
            if (instruction.fetches()) {
                write(Register.R0, live);
                if (instruction.comparesWithR0()) live.add(Register.R0);
            }
            if (instruction.writesDestination()) {
                write(instruction.destination, live);
                costs[instruction.destination] += weight;
            }
            if (instruction.readsDestination()) read(instruction.destination, live, weight);
            if (instruction.readsSource()) read(instruction.source, live, weight);
        }
    }

    private void write(int register, RegisterSet live) {
        live.remove(register);
        for (int i = 0; i < live.size(); i++) {
            addEdge(register, live.member(i));
        }
    }

    private void read(int register, RegisterSet live, double weight) {
        if (register == Register.FP) return;
        live.add(register);
        costs[register] += weight;
    }

    /** A bound above all register numbers. */
    int registers() {
        return neighbours.length;
    }

    /** The copies between two registers. */
    List<MachineInstruction> moves() {
        return moves;
    }

    /** How many loops contain copy {@code move}. */
    int moveDepth(int move) {
        return moveDepths.get(move);
    }

    /** Reads and writes of a register, ten times as much for each loop around them. */
    double cost(int register) {
        return costs[register];
    }

    /** The registers that a virtual register has an edge with, as far as known when asked. */
    IntList neighbours(int register) {
        return neighbours[register];
    }

    static boolean isMachine(int register) {
        return register < MachineInstruction.FIRST_VIRTUAL;
    }

    boolean interfere(int a, int b) {
        if (isMachine(a) && isMachine(b)) return true;
        return contains(key(a, b));
    }

    /** Adds an edge; false if it is there already. */
    boolean addEdge(int a, int b) {
        if (a == b || (isMachine(a) && isMachine(b)) || !insert(key(a, b))) return false;
        if (!isMachine(a)) neighbours[a].add(b);
        if (!isMachine(b)) neighbours[b].add(a);
        return true;
    }

    /** Not 0, as b is at least 1 more than the smaller a. */
    private static long key(int a, int b) {
        return (long) Math.min(a, b) << 32 | Math.max(a, b);
    }

    private boolean contains(long key) {
        int mask = edges.length - 1;
        for (int at = spread(key) & mask; edges[at] != 0; at = at + 1 & mask) {
            if (edges[at] == key) return true;
        }
        return false;
    }

    private boolean insert(long key) {
        if (edgeCount * 2 >= edges.length) grow();
        int mask = edges.length - 1;
        int at = spread(key) & mask;
        for (; edges[at] != 0; at = at + 1 & mask) {
            if (edges[at] == key) return false;
        }
        edges[at] = key;
        edgeCount++;
        return true;
    }

    private void grow() {
        long[] old = edges;
        edges = new long[old.length * 2];
        int mask = edges.length - 1;
        for (long key : old) {
            if (key == 0) continue;
            int at = spread(key) & mask;
            while (edges[at] != 0) {
                at = at + 1 & mask;
            }
            edges[at] = key;
        }
    }

    private static int spread(long key) {
        long mixed = key * 0x9e3779b97f4a7c15L;
        return (int) (mixed >>> 32);
    }
}
