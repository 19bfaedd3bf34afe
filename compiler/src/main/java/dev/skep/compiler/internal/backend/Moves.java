package dev.skep.compiler.internal.backend;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
    private final @Nullable IntList[] ofRegister;
    private final @Nullable IntList[] hintsOfRegister;
    private final IntList toTry = new IntList();

    Moves(InterferenceGraph graph) {
        moves = graph.moves();
        states = new State[moves.size()];
        ofRegister = new IntList[graph.registers()];
        hintsOfRegister = new IntList[graph.registers()];
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
        return list(ofRegister, register);
    }

    private static IntList list(@Nullable IntList[] lists, int register) {
        IntList list = lists[register];
        if (list == null) {
            list = new IntList();
            lists[register] = list;
        }
        return list;
    }

    int destination(int move) {
        return moves.get(move).destination;
    }

    int source(int move) {
        return moves.get(move).source;
    }

    /** The copies of a register that may still be removed; shorter after each call, as finished ones are dropped. */
    IntList of(int register) {
        IntList list = list(register);
        for (int i = 0; i < list.size(); i++) {
            if (states[list.at(i)] == State.FINISHED) list.removeAt(i--);
        }
        return list;
    }

    /** Whether some copy of the register may still be removed. */
    boolean related(int register) {
        IntList list = list(register);
        while (!list.isEmpty() && states[list.at(list.size() - 1)] == State.FINISHED) {
            list.removeLast();
        }
        return !list.isEmpty();
    }

    /** The copies of a register that were given up and vanish if both sides get the same machine register by chance. */
    IntList hints(int register) {
        return list(hintsOfRegister, register);
    }

    /** The next copy to try, or -1. */
    int next() {
        while (!toTry.isEmpty()) {
            int move = toTry.removeLast();
            if (states[move] == State.TO_TRY) return move;
        }
        return -1;
    }

    void finish(int move) {
        states[move] = State.FINISHED;
    }

    /** Gives up a copy between two registers. */
    void giveUp(int move, int a, int b) {
        finish(move);
        hints(a).add(move);
        hints(b).add(move);
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
        IntList from = of(joined);
        for (int i = 0; i < from.size(); i++) {
            list(keep).add(from.at(i));
        }
        IntList hints = hints(joined);
        for (int i = 0; i < hints.size(); i++) {
            hints(keep).add(hints.at(i));
        }
    }
}
