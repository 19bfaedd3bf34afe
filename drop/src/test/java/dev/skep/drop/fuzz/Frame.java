package dev.skep.drop.fuzz;

/** A packet as an oracle reads it: plainly. */
final class Frame {
    /** Of what is read; packets of the fuzz are shorter. */
    private static final int LONGEST = 0xffff;

    private final byte[] bytes;

    Frame(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The packet ends before what a filter reads, or the filter divides by zero: it does not match, whatever stands around. */
    static final class Cut extends Exception {
        private static final long serialVersionUID = 1;

        Cut() {
            super("cut", null, false, false);
        }
    }

    int length() {
        return bytes.length;
    }

    /** {@code size} bytes in network order. */
    long read(long offset, int size) throws Cut {
        if (offset > LONGEST || offset + size > bytes.length) {
            throw new Cut();
        }
        long number = 0;
        for (int i = 0; i < size; i++) {
            number = number * 256 + Byte.toUnsignedInt(bytes[(int) offset + i]);
        }
        return number;
    }

    /** The EtherType behind so many tags. */
    long type(int tags) throws Cut {
        return read(12 + 4L * tags, 2);
    }

    /** Where the network layer begins behind so many tags. */
    static int network(int tags) {
        return 14 + 4 * tags;
    }

    boolean isIpv4(int tags) throws Cut {
        return type(tags) == 0x0800;
    }

    boolean isIpv6(int tags) throws Cut {
        return type(tags) == 0x86dd;
    }

    /** Bytes of the IPv4 header, as it says itself. */
    int ipv4Bytes(int tags) throws Cut {
        return (int) (read(network(tags), 1) % 16) * 4;
    }

    boolean ipv4Carries(int tags, int protocol) throws Cut {
        return isIpv4(tags) && read(network(tags) + 9L, 1) == protocol;
    }

    boolean ipv6Carries(int tags, int protocol) throws Cut {
        if (!isIpv6(tags)) {
            return false;
        }
        long next = read(network(tags) + 6L, 1);
        return next == protocol || (next == 44 && read(network(tags) + 40L, 1) == protocol);
    }

    /** Whether an IPv4 packet is not the later part of another. */
    boolean beginsIpv4(int tags) throws Cut {
        return read(network(tags) + 6L, 2) % 0x2000 == 0;
    }
}
