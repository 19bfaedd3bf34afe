package dev.skep.drop.match;

import dev.skep.compiler.hook.XdpContext;

/** The packet's bytes, link-layer header included. */
public record PacketLength() implements Quantity {
    @Override
    public long of(XdpContext packet) {
        return packet.length() & LARGEST;
    }
}
