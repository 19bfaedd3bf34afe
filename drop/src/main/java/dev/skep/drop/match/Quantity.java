package dev.skep.drop.match;

import dev.skep.compiler.hook.XdpContext;

/** A number computed from a packet: unsigned, 32 bits. */
public sealed interface Quantity permits Constant, PacketLength, Field, FieldAt, Operation {
    /** The largest number. */
    long LARGEST = 0xffff_ffffL;

    /** In place of a number that the packet is too short for. */
    long CUT = -1;

    /** The number, from 0 to {@link #LARGEST}, or {@link #CUT}. */
    long of(XdpContext packet);
}
