package dev.skep.compiler.internal.backend;

/** A set of register numbers in which adding, removing, asking and emptying cost one step and listing costs its size. */
final class RegisterSet {
    private final int[] members;
    private final int[] place;
    private int size;

    RegisterSet(int bound) {
        members = new int[bound];
        place = new int[bound];
    }

    void clear() {
        size = 0;
    }

    int size() {
        return size;
    }

    /** Member {@code index}, in no particular order. */
    int member(int index) {
        return members[index];
    }

    boolean contains(int register) {
        return place[register] < size && members[place[register]] == register;
    }

    void add(int register) {
        if (contains(register)) return;
        place[register] = size;
        members[size++] = register;
    }

    void remove(int register) {
        if (!contains(register)) return;
        int last = members[--size];
        members[place[register]] = last;
        place[last] = place[register];
    }
}
