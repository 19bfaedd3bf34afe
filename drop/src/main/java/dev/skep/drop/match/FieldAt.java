package dev.skep.drop.match;

import dev.skep.compiler.hook.XdpContext;

/**
 * A number at a place that the packet itself tells, in network order.
 *
 * @param offset bytes from the packet's start
 */
public record FieldAt(Quantity offset, Width width) implements Quantity {
    /** {@code MAX_PACKET_OFF} of kernel/bpf/verifier.c: no packet is longer. */
    static final int LARGEST_OFFSET = 0xffff;

    @Override
    public long of(XdpContext packet) {
        long at = offset.of(packet);
        if (at == CUT || at > LARGEST_OFFSET) {
            return CUT;
        }
        return width.read(packet, (int) at & LARGEST_OFFSET);
    }
}
