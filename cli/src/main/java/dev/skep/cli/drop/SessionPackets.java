package dev.skep.cli.drop;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Packets such as a remote session lives by, as its client sends them: segments with a key, with much, and with nothing but an
 * acknowledgement, from near and far; and what tells the link-layer address of the client, without which nothing finds back to it. What a
 * filter drops of them, it drops of the session, sooner or later.
 */
final class SessionPackets {
    private static final int IPV4 = 0x0800;
    private static final int IPV6 = 0x86dd;
    private static final int ARP = 0x0806;
    private static final int ETHERNET_BYTES = 14;
    private static final int TCP = 6;
    private static final int ACK = 0x10;
    private static final int PUSH = 0x08;
    private static final int TCP_BYTES = 20;
    /** Two bytes of padding, and the timestamps of RFC 7323, which nearly all have. */
    private static final int TIMESTAMPS = 0x0101080a;

    private static final int TIMESTAMP_BYTES = 12;

    /** Of the data: an acknowledgement, a key, a full segment. */
    private static final int[] PAYLOADS = {0, 36, 1_400};

    /** What ssh(1) sets for sessions in its versions: nothing, low delay, AF21. */
    private static final int[] SERVICES = {0, 0x10, 0x48};

    /** What hosts start with, and how much less it is after some way. */
    private static final int[] STARTS = {64, 128, 255};

    private static final int[] HOPS = {0, 1, 3, 6, 10, 16, 24};

    private static final int ICMP6 = 58;
    private static final int[] NEIGHBOUR_MESSAGES = {135, 136};
    private static final int NEIGHBOUR_BYTES = 24;

    private final RemoteSession session;
    private final boolean four;
    private final List<byte[]> packets = new ArrayList<>();

    private SessionPackets(RemoteSession session) {
        this.session = session;
        four = session.client().version4();
    }

    /** Such packets, whole, link-layer header included. */
    static List<byte[]> of(RemoteSession session) {
        SessionPackets all = new SessionPackets(session);
        for (int service : SERVICES) {
            for (int start : STARTS) {
                for (int hops : HOPS) {
                    all.segments(service, start - hops);
                }
            }
        }
        all.neighbours();
        return all.packets;
    }

    private void segments(int service, int ttl) {
        for (int payload : PAYLOADS) {
            segment(service, ttl, payload, 0);
            segment(service, ttl, payload, TIMESTAMP_BYTES);
        }
    }

    private void segment(int service, int ttl, int payload, int options) {
        ByteBuffer packet = network(service, ttl, TCP, TCP_BYTES + options + payload);
        packet.putShort((short) session.clientPort()).putShort((short) session.serverPort());
        packet.putInt(1).putInt(1).put((byte) ((TCP_BYTES + options) << 2));
        packet.put((byte) (payload == 0 ? ACK : ACK | PUSH))
                .putShort((short) 512)
                .putInt(0);
        if (options > 0) {
            packet.putInt(TIMESTAMPS);
        }
        add(packet);
    }

    /** A packet with its network layer's header, and behind it room for so many bytes. */
    private ByteBuffer network(int service, int ttl, int protocol, int bytes) {
        int header = four ? 20 : 40;
        ByteBuffer packet = frame(four ? IPV4 : IPV6, header + bytes);
        if (four) {
            packet.put((byte) 0x45).put((byte) service).putShort((short) (header + bytes));
            packet.putInt(0x4000).put((byte) ttl).put((byte) protocol).putShort((short) 0);
        } else {
            packet.putInt(6 << 28 | service << 20).putShort((short) bytes);
            packet.put((byte) protocol).put((byte) ttl);
        }
        return packet.put(session.client().bytes()).put(session.server().bytes());
    }

    /** With the least that Ethernet carries. */
    private static ByteBuffer frame(int type, int bytes) {
        ByteBuffer frame = ByteBuffer.allocate(Math.max(ETHERNET_BYTES + bytes, 60));
        return frame.putShort(12, (short) type).position(ETHERNET_BYTES);
    }

    private void neighbours() {
        if (four) {
            // A question and an answer (RFC 826).
            IntStream.of(1, 2).forEach(operation -> {
                ByteBuffer packet = frame(ARP, 28).putShort((short) 1).putShort((short) IPV4);
                packet.put((byte) 6).put((byte) 4).putShort((short) operation).position(ETHERNET_BYTES + 14);
                packet.put(session.client().bytes()).position(ETHERNET_BYTES + 24);
                add(packet.put(session.server().bytes()));
            });
            return;
        }
        for (int message : NEIGHBOUR_MESSAGES) {
            add(network(0, 255, ICMP6, NEIGHBOUR_BYTES).put((byte) message));
        }
    }

    private void add(ByteBuffer packet) {
        byte[] bytes = new byte[packet.capacity()];
        packet.get(0, bytes);
        packets.add(bytes);
    }
}
