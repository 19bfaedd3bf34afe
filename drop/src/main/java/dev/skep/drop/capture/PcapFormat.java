package dev.skep.drop.capture;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/** pcap-savefile(5): a header of 24 bytes, then records of 16 bytes and a packet, in the byte order of the machine that wrote it. */
final class PcapFormat implements CaptureFormat {
    private static final int MICROS = 0xa1b2c3d4;
    private static final int NANOS = 0xa1b23c4d;
    private static final int REST_OF_HEADER = 20;
    private static final int LINK_TYPE = 16;
    private static final int LINK_TYPE_BITS = 0xffff;
    private static final int RECORD_BYTES = 16;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final CaptureInput input;
    private final ByteOrder order;
    private final long nanosPerFraction;
    private long number;

    private PcapFormat(CaptureInput input, ByteOrder order, long nanosPerFraction) {
        this.input = input;
        this.order = order;
        this.nanosPerFraction = nanosPerFraction;
    }

    /** Reads the rest of the header, if the first four bytes are those of a pcap file. */
    static Optional<CaptureFormat> of(int magic, CaptureInput input) throws IOException {
        int swapped = Integer.reverseBytes(magic);
        boolean big = magic == MICROS || magic == NANOS;
        if (!big && swapped != MICROS && swapped != NANOS) {
            return Optional.empty();
        }
        ByteOrder order = big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        int link = ByteBuffer.wrap(input.read(REST_OF_HEADER)).order(order).getInt(LINK_TYPE) & LINK_TYPE_BITS;
        if (link != ETHERNET) {
            throw input.malformed("its packets are of link type " + link + ", and not Ethernet (1)");
        }
        boolean nanos = (big ? magic : swapped) == NANOS;
        return Optional.of(new PcapFormat(input, order, nanos ? 1 : 1_000));
    }

    @Override
    public Optional<CapturedPacket> next() throws IOException {
        Optional<byte[]> header = input.begin(RECORD_BYTES);
        if (header.isEmpty()) {
            return Optional.empty();
        }
        ByteBuffer record = ByteBuffer.wrap(header.get()).order(order);
        int captured = record.getInt(8);
        int length = record.getInt(12);
        if (captured < 0 || captured > LARGEST_PACKET || length < 0) {
            throw input.malformed("a packet of " + Integer.toUnsignedString(captured) + " bytes cannot be");
        }
        long nanos = Integer.toUnsignedLong(record.getInt(0)) * NANOS_PER_SECOND
                + Integer.toUnsignedLong(record.getInt(4)) * nanosPerFraction;
        return Optional.of(new CapturedPacket(++number, nanos, Math.max(length, captured), input.read(captured)));
    }
}
