package dev.skep.security.policy.program;

import dev.skep.compiler.helper.Memory;
import dev.skep.compiler.helper.UntypedStruct;

/**
 * The route of a packet ({@code struct dst_entry}).
 *
 * @param packet the packet
 * @param offset of {@code _skb_refdst}, whose lowest bit says whether the packet holds the route
 */
public record PacketRoute(StructReader packet, int offset) implements StructReader {
    private static final long FLAGS = 1;

    @Override
    public UntypedStruct read(HookContext context) {
        return Memory.cast(packet.read(context).number(offset, Long.BYTES, false) & ~FLAGS, "dst_entry");
    }

    @Override
    public int cost() {
        return packet.cost() + Cost.LOAD;
    }

    @Override
    public String toString() {
        return "route of " + packet;
    }
}
