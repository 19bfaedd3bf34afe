package dev.skep.drop.match;

import dev.skep.compiler.hook.XdpContext;

/**
 * A number at a fixed place of the packet, in network order.
 *
 * @param offset bytes from the packet's start
 */
public record Field(int offset, Width width) implements Quantity {
    /** Refuses offsets outside of any packet. */
    public Field {
        if (offset < 0 || offset > FieldAt.LARGEST_OFFSET) {
            throw new IllegalArgumentException("offset " + offset + " is outside of any packet");
        }
    }

    @Override
    public long of(XdpContext packet) {
        return width.read(packet, offset);
    }
}
