package dev.skep.drop.match;

import dev.skep.compiler.hook.XdpContext;

/** A test of a packet. */
public sealed interface Match permits All, Any, Not, Comparison, InNetworks, SegmentSize, HeaderChain, Always {
    /** The packet fails the test. */
    int NO = 0;

    /** The packet passes the test. */
    int YES = 1;

    /** The packet ends before what the test reads: the whole filter does not match. */
    int CUT = 2;

    /** {@link #NO}, {@link #YES} or {@link #CUT}. */
    int test(XdpContext packet);
}
