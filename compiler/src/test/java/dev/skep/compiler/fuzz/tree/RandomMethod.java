package dev.skep.compiler.fuzz.tree;

import java.util.List;

/**
 * A generated method with all that belongs to it.
 *
 * @param packet whether it is an XDP program; otherwise it has a context that it may write
 * @param body the method; its result is an int
 * @param others what it calls: method n calls methods after n only
 * @param structs how many structs it has on the stack, numbered from 1
 * @param arrays lengths of its arrays
 * @param pairs how many records it has
 */
public record RandomMethod(
        long seed, boolean packet, Body body, List<Body> others, int structs, List<Integer> arrays, int pairs) {
    /** The same method with another body. */
    public RandomMethod with(Body newBody) {
        return new RandomMethod(seed, packet, newBody, others, structs, arrays, pairs);
    }

    /** The same method with another called method. */
    public RandomMethod with(int index, Body other) {
        List<Body> changed = new java.util.ArrayList<>(others);
        changed.set(index, other);
        return new RandomMethod(seed, packet, body, List.copyOf(changed), structs, arrays, pairs);
    }
}
