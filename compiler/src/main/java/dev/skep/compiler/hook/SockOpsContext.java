package dev.skep.compiler.hook;

import dev.skep.bpf.memory.Struct;
import org.jspecify.annotations.Nullable;

/** An event of a TCP connection, {@code struct bpf_sock_ops}; numbers in the machine's byte order. */
public interface SockOpsContext extends Struct {
    /** BPF_SOCK_OPS_TIMEOUT_INIT: reply: the timeout for the SYN, in jiffies; -1 for the default. */
    int TIMEOUT_INIT = 1;

    /** BPF_SOCK_OPS_RWND_INIT: reply: the initial receive window, in packets; -1 for the default. */
    int RWND_INIT = 2;

    /** BPF_SOCK_OPS_TCP_CONNECT_CB: a connection is about to be made. */
    int TCP_CONNECT_CB = 3;

    /** BPF_SOCK_OPS_ACTIVE_ESTABLISHED_CB: a connection that this side began is established. */
    int ACTIVE_ESTABLISHED_CB = 4;

    /** BPF_SOCK_OPS_PASSIVE_ESTABLISHED_CB: a connection that the peer began is established. */
    int PASSIVE_ESTABLISHED_CB = 5;

    /** BPF_SOCK_OPS_NEEDS_ECN: reply: whether congestion control needs ECN. */
    int NEEDS_ECN = 6;

    /** BPF_SOCK_OPS_BASE_RTT: reply: the base round trip, in microseconds. */
    int BASE_RTT = 7;

    /** BPF_SOCK_OPS_RTO_CB: a retransmission timeout. */
    int RTO_CB = 8;

    /** BPF_SOCK_OPS_RETRANS_CB: a packet was retransmitted. */
    int RETRANS_CB = 9;

    /** BPF_SOCK_OPS_STATE_CB: a change of state: {@link #argument}(0) is the old one, (1) the new one. */
    int STATE_CB = 10;

    /** BPF_SOCK_OPS_TCP_LISTEN_CB: the socket listens now. */
    int TCP_LISTEN_CB = 11;

    /** BPF_SOCK_OPS_RTT_CB: each round trip. */
    int RTT_CB = 12;

    /** BPF_SOCK_OPS_RTO_CB_FLAG, for {@link dev.skep.compiler.helper.SocketHelpers#sockOpsCbFlagsSet}. */
    int RTO_CALLBACKS = 1;

    /** BPF_SOCK_OPS_RETRANS_CB_FLAG. */
    int RETRANS_CALLBACKS = 2;

    /** BPF_SOCK_OPS_STATE_CB_FLAG. */
    int STATE_CALLBACKS = 4;

    /** BPF_SOCK_OPS_RTT_CB_FLAG. Since Linux 5.3. */
    int RTT_CALLBACKS = 8;

    /** Which event. */
    int operation();

    /** One of four arguments of the event; {@code index} known at load time. */
    int argument(int index);

    /** Answers an event that asks something. */
    void reply(int value);

    /** AF_INET (2), AF_INET6 (10). */
    int family();

    /** The peer's IPv4 address. */
    int remoteIp4();

    /** The socket's IPv4 address. */
    int localIp4();

    /** One of the four words of the peer's IPv6 address; {@code index} known at load time. */
    int remoteIp6(int index);

    /** One of the four words of the socket's IPv6 address; {@code index} known at load time. */
    int localIp6(int index);

    /** The peer's port. */
    int remotePort();

    /** The socket's port. */
    int localPort();

    /** 1 if there is a full socket, whose figures may be read. */
    int fullSocket();

    /** The congestion window, in packets. */
    int congestionWindow();

    /** The smoothed round trip, in eighths of a microsecond. */
    int smoothedRtt8Micros();

    /** TCP_ESTABLISHED (1), ... */
    int state();

    /** Packets retransmitted ever. */
    int totalRetransmits();

    /** Bytes received. */
    long bytesReceived();

    /** Bytes that the peer has confirmed. */
    long bytesAcked();

    /** The socket, or null while there is none. Since Linux 5.3. */
    @Nullable
    BpfSock socket();
}
