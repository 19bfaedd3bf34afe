package dev.skep.drop.match;

import dev.skep.compiler.hook.XdpContext;

/**
 * A number at a place that the packet itself tells, in network order.
 *
 * @param offset bytes from the packet's start
 */
public record FieldAt(Quantity offset, Width width) implements Quantity {
    /** The verifier knows offsets up to {@code MAX_PACKET_OFF} (kernel/bpf/verifier.c), 65,535, the bytes that are read included. */
    public static final int LARGEST_OFFSET = 0xffff - Long.BYTES;

    @Override
    public long of(XdpContext packet) {
        long at = offset.of(packet);
        return at == CUT || at > LARGEST_OFFSET ? CUT : width.read(packet, (int) at);
    }
}
