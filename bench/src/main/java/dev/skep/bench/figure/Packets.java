package dev.skep.bench.figure;

import java.nio.ByteBuffer;
import java.util.random.RandomGenerator;

/** Packets for test runs. */
final class Packets {
    static final int ICMP = 1;
    static final int TCP = 6;
    static final int UDP = 17;

    private static final int BYTES = 96;
    private static final int TYPE = 12;
    private static final int IP = 14;
    private static final int PROTOCOL = 23;
    private static final int DESTINATION_PORT = 36;
    private static final int TCP_OPTIONS = 54;

    private Packets() {}

    /** IPv4 without options. */
    static byte[] of(int protocol, int port) {
        byte[] packet = new byte[BYTES];
        ByteBuffer.wrap(packet)
                .putShort(TYPE, (short) 0x0800)
                .put(IP, (byte) 0x45)
                .put(PROTOCOL, (byte) protocol)
                .putShort(DESTINATION_PORT, (short) port);
        return packet;
    }

    /** TCP with timestamps behind padding and another option, as Linux sends it. */
    static byte[] withOptions() {
        byte[] packet = of(TCP, 80);
        ByteBuffer.wrap(packet).position(TCP_OPTIONS).put(new byte[] {2, 4, 5, (byte) 0xb4, 1, 1, 8, 10});
        return packet;
    }

    /** Of many protocols, with values where the header programs look. */
    static byte[] ofAnyType(RandomGenerator random) {
        int[] types = {0x0800, 0x0800, 0x86dd, 0x8100, 0x88a8, 0x0806};
        int[] next = {0, 43, 60, 58, TCP, UDP};
        byte[] packet = new byte[BYTES];
        for (int i = IP; i < BYTES; i++) {
            packet[i] = (byte) random.nextInt(3);
        }
        ByteBuffer buffer = ByteBuffer.wrap(packet);
        buffer.putShort(TYPE, (short) types[random.nextInt(types.length)]);
        buffer.putShort(TYPE + 4, (short) types[random.nextInt(types.length)]);
        buffer.putShort(TYPE + 8, (short) types[random.nextInt(types.length)]);
        buffer.putShort(IP + 6, (short) random.nextInt(2));
        for (int at : new int[] {IP + 6, PROTOCOL, TCP_OPTIONS, TCP_OPTIONS + 8}) {
            if (random.nextBoolean()) packet[at] = (byte) next[random.nextInt(next.length)];
        }
        if (random.nextBoolean()) buffer.putShort(DESTINATION_PORT, (short) 53);
        if (random.nextBoolean()) buffer.putInt(38, 0x0a000001);
        byte[] cut = new byte[IP + random.nextInt(BYTES - IP + 1)];
        System.arraycopy(packet, 0, cut, 0, cut.length);
        return cut;
    }

    /** Of any length and with much nonsense, but often enough almost right. */
    static byte[] random(RandomGenerator random) {
        int[] protocols = {ICMP, TCP, UDP, 50};
        byte[] packet = of(protocols[random.nextInt(protocols.length)], 998 + random.nextInt(12));
        for (int i = TCP_OPTIONS; i < BYTES; i++) {
            packet[i] = (byte) random.nextInt(i % 2 == 0 ? 4 : 9);
        }
        packet[IP] = (byte) (0x40 + random.nextInt(16));
        if (random.nextInt(8) == 0) {
            packet[random.nextInt(BYTES)] = (byte) random.nextInt(256);
        }
        byte[] cut = new byte[IP + random.nextInt(BYTES - IP + 1)];
        System.arraycopy(packet, 0, cut, 0, cut.length);
        return cut;
    }
}
