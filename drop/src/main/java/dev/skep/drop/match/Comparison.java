package dev.skep.drop.match;

import dev.skep.compiler.hook.XdpContext;

/** Passed when a relation holds between two numbers. */
public record Comparison(Quantity left, Relation relation, Quantity right) implements Match {
    @Override
    public int test(XdpContext packet) {
        long first = left.of(packet);
        if (first == Quantity.CUT) {
            return CUT;
        }
        long second = right.of(packet);
        if (second == Quantity.CUT) {
            return CUT;
        }
        return relation.holds(first, second) ? YES : NO;
    }
}
