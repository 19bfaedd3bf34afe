package dev.skep.drop.match;

import dev.skep.compiler.hook.XdpContext;

/** Two numbers combined. */
public record Operation(Operator operator, Quantity left, Quantity right) implements Quantity {
    @Override
    public long of(XdpContext packet) {
        long first = left.of(packet);
        if (first == CUT) {
            return CUT;
        }
        long second = right.of(packet);
        if (second == CUT) {
            return CUT;
        }
        return operator.apply(first, second);
    }
}
