package dev.skep.drop.capture;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * pcapng: blocks of a type, a length, a body and the length again. Sections have their own byte order; interfaces have their own link
 * type and resolution of time. Blocks that hold no packets are passed over.
 */
final class PcapngFormat implements CaptureFormat {
    /** Section Header Block, the same in both byte orders. */
    static final int SECTION = 0x0a0d0d0a;

    private static final int BYTE_ORDER_MAGIC = 0x1a2b3c4d;
    private static final int INTERFACE = 1;
    private static final int SIMPLE_PACKET = 3;
    private static final int ENHANCED_PACKET = 6;
    private static final int LARGEST_BLOCK = 16 << 20;
    /** Type, both lengths. */
    private static final int FRAME_BYTES = 12;

    private final CaptureInput input;
    private final List<PcapngInterface> interfaces = new ArrayList<>();
    private ByteOrder order = ByteOrder.nativeOrder();
    private long number;

    /** The type of the first block has been read. */
    PcapngFormat(CaptureInput input) throws IOException {
        this.input = input;
        section();
    }

    @Override
    public Optional<CapturedPacket> next() throws IOException {
        while (true) {
            Optional<byte[]> type = input.begin(4);
            if (type.isEmpty()) {
                return Optional.empty();
            }
            if (CaptureInput.bigEndian(type.get()) == SECTION) {
                section();
                continue;
            }
            ByteBuffer body = body(ByteBuffer.wrap(input.read(4)).order(order).getInt(), 0);
            switch (ByteBuffer.wrap(type.get()).order(order).getInt()) {
                case INTERFACE -> interfaces.add(PcapngInterface.read(need(body, 8)));
                case ENHANCED_PACKET -> {
                    return Optional.of(enhanced(need(body, 20)));
                }
                case SIMPLE_PACKET -> {
                    return Optional.of(simple(need(body, 4)));
                }
                default -> {}
            }
        }
    }

    private void section() throws IOException {
        byte[] start = input.read(8);
        int magic = ByteBuffer.wrap(start).order(ByteOrder.BIG_ENDIAN).getInt(4);
        if (magic != BYTE_ORDER_MAGIC && Integer.reverseBytes(magic) != BYTE_ORDER_MAGIC) {
            throw input.malformed("a section begins without its byte order");
        }
        order = magic == BYTE_ORDER_MAGIC ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        body(ByteBuffer.wrap(start).order(order).getInt(), 4);
        interfaces.clear();
    }

    /** The rest of a block of {@code length} bytes, of whose body {@code done} have been read. */
    private ByteBuffer body(int length, int done) throws IOException {
        int rest = length - FRAME_BYTES - done;
        if (rest < 0 || length > LARGEST_BLOCK || length % 4 != 0) {
            throw input.malformed("a block of " + Integer.toUnsignedString(length) + " bytes cannot be");
        }
        ByteBuffer body = ByteBuffer.wrap(input.read(rest)).order(order);
        int again = ByteBuffer.wrap(input.read(4)).order(order).getInt();
        if (again != length) {
            throw input.malformed("a block of " + length + " bytes ends as one of " + Integer.toUnsignedString(again));
        }
        return body;
    }

    private ByteBuffer need(ByteBuffer body, int bytes) throws IOException {
        if (body.limit() < bytes) {
            throw input.malformed("a block is too short for its type");
        }
        return body;
    }

    private CapturedPacket enhanced(ByteBuffer body) throws IOException {
        PcapngInterface from = from(body.getInt(0));
        long time = Integer.toUnsignedLong(body.getInt(4)) << 32 | Integer.toUnsignedLong(body.getInt(8));
        return packet(body, 20, body.getInt(12), body.getInt(16), from.nanos(time));
    }

    private CapturedPacket simple(ByteBuffer body) throws IOException {
        int length = body.getInt(0);
        PcapngInterface from = from(0);
        int captured = Math.min(length, body.limit() - 4);
        return packet(body, 4, from.snapshot() == 0 ? captured : Math.min(captured, from.snapshot()), length, 0);
    }

    private PcapngInterface from(int index) throws IOException {
        if (index < 0 || index >= interfaces.size()) {
            throw input.malformed("a packet of an interface that was not described");
        }
        PcapngInterface from = interfaces.get(index);
        if (from.linkType() != ETHERNET) {
            throw input.malformed("its packets are of link type " + from.linkType() + ", and not Ethernet (1)");
        }
        return from;
    }

    private CapturedPacket packet(ByteBuffer body, int at, int captured, int length, long nanos) throws IOException {
        if (captured < 0 || captured > LARGEST_PACKET || captured > body.limit() - at || length < 0) {
            throw input.malformed(
                    "a packet of " + Integer.toUnsignedString(captured) + " bytes does not fit its block");
        }
        byte[] bytes = new byte[captured];
        body.get(at, bytes);
        return new CapturedPacket(++number, nanos, Math.max(length, captured), bytes);
    }
}
