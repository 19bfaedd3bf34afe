package dev.skep.bpf.map;

import dev.skep.bpf.memory.Flyweight;
import dev.skep.bpf.memory.Struct;

/** A key or value of two numbers and padding. */
interface Pair extends Struct {
    long left();

    void left(long v);

    int right();

    void right(int v);

    static Pair of(long left, int right) {
        Pair pair = Flyweight.of(Pair.class).allocate();
        pair.left(left);
        pair.right(right);
        return pair;
    }
}
