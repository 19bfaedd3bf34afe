package dev.skep.drop.packet;

import java.nio.ByteBuffer;
import java.util.SplittableRandom;

/** Makes packets: of all protocols that filters know, whole, cut, and garbage. The same seed gives the same packets. */
public final class PacketGenerator {
    private static final int[] TYPES = {0x0800, 0x0800, 0x0800, 0x0800, 0x86dd, 0x86dd, 0x86dd, 0x0806, 0x8035, 0x1234};
    private static final int[] TAGS = {0x8100, 0x88a8, 0x9100};
    private static final int[] PROTOCOLS = {1, 2, 6, 6, 6, 17, 17, 17, 50, 51, 58, 103, 132, 0, 43, 44, 60, 255};
    private static final int[] EXTENSIONS = {0, 43, 44, 60, 60, 51};
    private static final int[] PORTS = {0, 22, 53, 80, 80, 443, 1023, 1024, 8080, 65535};
    private static final int[] ADDRESSES = {
        0x0a000001, 0x0a000002, 0x0aff0001, 0xc0a80001, 0xc0a80102, 0xe0000001, 0xffffffff, 0x7f000001
    };

    private final SplittableRandom random;

    /** From a seed. */
    public PacketGenerator(long seed) {
        random = new SplittableRandom(seed);
    }

    /** The next packet: at least 14 bytes, since the kernel takes no shorter ones. */
    public byte[] next() {
        ByteBuffer packet = ByteBuffer.allocate(160);
        random.nextBytes(packet.array());
        if (random.nextInt(20) > 0) {
            write(packet);
        }
        int length = random.nextInt(4) == 0 ? 14 + random.nextInt(60) : 60 + random.nextInt(100);
        byte[] bytes = new byte[length];
        System.arraycopy(packet.array(), 0, bytes, 0, length);
        return bytes;
    }

    private void write(ByteBuffer packet) {
        mac(packet, 0);
        mac(packet, 6);
        int at = 12;
        while (random.nextInt(8) == 0 && at < 24) {
            packet.putShort(at, (short) pick(TAGS));
            packet.putShort(at + 2, (short) (random.nextInt(16) << 12 | random.nextInt(8)));
            at += 4;
        }
        int type = pick(TYPES);
        packet.putShort(at, (short) type);
        at += 2;
        switch (type) {
            case 0x0800 -> ipv4(packet, at);
            case 0x86dd -> ipv6(packet, at);
            default -> {
                packet.putInt(at + 14, pick(ADDRESSES));
                packet.putInt(at + 24, pick(ADDRESSES));
            }
        }
    }

    private void mac(ByteBuffer packet, int at) {
        for (int i = 0; i < 6; i++) {
            packet.put(at + i, (byte) (random.nextInt(10) == 0 ? 0xff : i));
        }
        if (random.nextInt(10) == 0) {
            packet.putShort(at, (short) -1).putInt(at + 2, -1);
        }
    }

    private void ipv4(ByteBuffer packet, int at) {
        int words = random.nextInt(4) == 0 ? random.nextInt(16) : 5;
        packet.put(at, (byte) (0x40 | words));
        int fragment = random.nextInt(4) == 0 ? random.nextInt(0x10000) : random.nextInt(2) << 14;
        packet.putShort(at + 6, (short) fragment);
        packet.put(at + 8, (byte) (random.nextBoolean() ? 64 : random.nextInt(8)));
        int protocol = pick(PROTOCOLS);
        packet.put(at + 9, (byte) protocol);
        packet.putInt(at + 12, pick(ADDRESSES));
        packet.putInt(at + 16, pick(ADDRESSES));
        transport(packet, at + words * 4, protocol);
    }

    private void ipv6(ByteBuffer packet, int at) {
        packet.put(at, (byte) 0x60);
        int protocol = pick(PROTOCOLS);
        packet.put(at + 6, (byte) protocol);
        packet.put(at + 7, (byte) (random.nextBoolean() ? 64 : random.nextInt(8)));
        for (int end = 8; end <= 24; end += 16) {
            packet.putLong(at + end, random.nextBoolean() ? 0xfe80L << 48 : 0x20010db8_00000000L);
            packet.putLong(at + end + 8, random.nextInt(3));
            if (random.nextInt(8) == 0) {
                packet.put(at + end, (byte) 0xff);
            }
        }
        packet.put(at + 40, (byte) pick(PROTOCOLS));
        if (random.nextInt(3) == 0) {
            chain(packet, at + 6, at + 40);
        } else {
            transport(packet, at + 40, protocol);
        }
    }

    /** Extension headers of IPv6, one behind the other, then what they lead to. */
    private void chain(ByteBuffer packet, int named, int start) {
        int name = named;
        int at = start;
        while (random.nextInt(4) > 0 && at + 24 < packet.capacity()) {
            int header = pick(EXTENSIONS);
            packet.put(name, (byte) header);
            int length = header == 44 ? 0 : random.nextInt(8) == 0 ? random.nextInt(256) : random.nextInt(2);
            packet.put(at + 1, (byte) length);
            name = at;
            at += header == 51 ? (length + 2) * 4 : (length + 1) * 8;
        }
        int protocol = pick(PROTOCOLS);
        packet.put(name, (byte) protocol);
        transport(packet, at, protocol);
    }

    private void transport(ByteBuffer packet, int at, int protocol) {
        if (at + 20 > packet.capacity()) {
            return;
        }
        switch (protocol) {
            case 6, 17, 132 -> {
                packet.putShort(at, (short) pick(PORTS)).putShort(at + 2, (short) pick(PORTS));
                packet.put(at + 12, (byte) ((5 + random.nextInt(3)) << 4)).put(at + 13, (byte) random.nextInt(256));
                if (random.nextBoolean()) {
                    options(packet, at + 20);
                }
            }
            case 1 -> packet.put(at, (byte) random.nextInt(20)).put(at + 1, (byte) random.nextInt(4));
            case 58 -> packet.put(at, (byte) (128 + random.nextInt(12)));
            default -> {}
        }
    }

    /** Of TCP: padding, the largest segment, window scale, timestamps; now and then nonsense. */
    private void options(ByteBuffer packet, int start) {
        int at = start;
        while (at + 12 < packet.capacity() && at < start + 20) {
            switch (random.nextInt(6)) {
                case 0 -> packet.put(at++, (byte) 1);
                case 1, 2 -> {
                    packet.putShort(at, (short) 0x0204).putShort(at + 2, (short) (random.nextInt(4) * 500 + 36));
                    at += 4;
                }
                case 3 -> {
                    packet.putShort(at, (short) 0x0303).put(at + 2, (byte) 7);
                    at += 3;
                }
                case 4 -> {
                    packet.putShort(at, (short) 0x080a);
                    at += 10;
                }
                default -> at += 1 + random.nextInt(4);
            }
        }
    }

    private int pick(int[] values) {
        return values[random.nextInt(values.length)];
    }
}
