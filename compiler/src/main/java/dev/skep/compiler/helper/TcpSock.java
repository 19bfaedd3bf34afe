package dev.skep.compiler.helper;

import dev.skep.bpf.memory.Struct;

/** The figures of a TCP connection, {@code struct bpf_tcp_sock}. */
public interface TcpSock extends Struct {
    /** The congestion window, in packets. */
    int congestionWindow();

    /** The smoothed round trip, in eighths of a microsecond. */
    int smoothedRtt8Micros();

    /** The slow start threshold, in packets. */
    int slowStartThreshold();

    /** The segment size. */
    int mss();

    /** Packets in flight. */
    int packetsOut();

    /** Retransmitted packets in flight. */
    int retransmitsOut();

    /** Packets retransmitted ever. */
    int totalRetransmits();

    /** Segments received. */
    int segmentsIn();

    /** Segments sent. */
    int segmentsOut();

    /** Packets taken for lost. */
    int lostOut();

    /** Packets that the peer has confirmed. */
    int delivered();

    /** Bytes received. */
    long bytesReceived();

    /** Bytes that the peer has confirmed. */
    long bytesAcked();
}
