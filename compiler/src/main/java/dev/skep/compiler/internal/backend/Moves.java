package dev.skep.compiler.internal.backend;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The copies of an {@link InterferenceGraph} while {@link Coloring} decides which of them to remove. */
final class Moves {
    private enum State {
        /** In the list of those to try. */
        TO_TRY,
        /** Tried in vain; to be tried again when the degree of a neighbour has fallen. */
        WAITING,
        /** Joined, impossible or given up. */
        FINISHED
    }

    private final List<MachineInstruction> moves;
    private final State[] states;
    private final IntList[] ofRegister;
    private final IntList toTry = new IntList();

    Moves(InterferenceGraph graph) {
        moves = graph.moves();
        states = new State[moves.size()];
        ofRegister = new IntList[graph.registers()];
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < moves.size(); i++) {
            states[i] = State.TO_TRY;
            list(destination(i)).add(i);
            list(source(i)).add(i);
            order.add(i);
        }
        order.sort(Comparator.comparingInt(graph::moveDepth));
        for (int move : order) {
            toTry.add(move);
        }
    }

    private IntList list(int register) {
        if (ofRegister[register] == null) ofRegister[register] = new IntList();
        return ofRegister[register];
    }

    int destination(int move) {
        return moves.get(move).destination;
    }

    int source(int move) {
        return moves.get(move).source;
    }

    /** The copies that a register takes part in, finished ones too. */
    IntList of(int register) {
        return list(register);
    }

    /** Whether some copy of the register may still be removed. */
    boolean related(int register) {
        IntList list = list(register);
        for (int i = 0; i < list.size(); i++) {
            if (states[list.at(i)] != State.FINISHED) return true;
        }
        return false;
    }

    /** The next copy to try, or -1. */
    int next() {
        while (!toTry.isEmpty()) {
            int move = toTry.removeLast();
            if (states[move] == State.TO_TRY) return move;
        }
        return -1;
    }

    boolean finished(int move) {
        return states[move] == State.FINISHED;
    }

    void finish(int move) {
        states[move] = State.FINISHED;
    }

    void wait(int move) {
        states[move] = State.WAITING;
    }

    /** Has the register's waiting copies tried again. */
    void enable(int register) {
        IntList list = list(register);
        for (int i = 0; i < list.size(); i++) {
            int move = list.at(i);
            if (states[move] != State.WAITING) continue;
            states[move] = State.TO_TRY;
            toTry.add(move);
        }
    }

    /** Counts the copies of {@code joined} among those of {@code keep}. */
    void unite(int keep, int joined) {
        IntList from = list(joined);
        IntList to = list(keep);
        for (int i = 0; i < from.size(); i++) {
            to.add(from.at(i));
        }
    }
}
