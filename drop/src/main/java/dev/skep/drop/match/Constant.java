package dev.skep.drop.match;

import dev.skep.compiler.hook.XdpContext;

/**
 * A number that does not depend on the packet.
 *
 * @param value from 0 to {@link Quantity#LARGEST}
 */
public record Constant(long value) implements Quantity {
    /** Refuses what does not fit. */
    public Constant {
        if (value < 0 || value > LARGEST) {
            throw new IllegalArgumentException(value + " is not a number from 0 to " + LARGEST);
        }
    }

    @Override
    public long of(XdpContext packet) {
        return value;
    }
}
