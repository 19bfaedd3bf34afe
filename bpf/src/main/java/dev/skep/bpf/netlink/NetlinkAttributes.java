package dev.skep.bpf.netlink;

import dev.skep.bpf.MalformedInputException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** A run of attributes (struct nlattr) by type; of several with one type, the last. Immutable. */
public final class NetlinkAttributes {
    private static final int TYPE_MASK = 0x3fff;

    private final Map<Integer, ByteBuffer> values;

    private NetlinkAttributes(Map<Integer, ByteBuffer> values) {
        this.values = values;
    }

    /**
     * Reads attributes.
     *
     * @throws MalformedInputException when one is shorter than its header or goes past the end
     */
    static NetlinkAttributes read(ByteBuffer bytes) {
        ByteBuffer all = bytes.slice().order(ByteOrder.nativeOrder());
        Map<Integer, ByteBuffer> values = new HashMap<>();
        int at = 0;
        while (at < all.limit()) {
            if (all.limit() - at < NetlinkMessage.ATTRIBUTE) {
                throw malformed(at, "an attribute's header is cut off after " + (all.limit() - at) + " bytes");
            }
            int length = Short.toUnsignedInt(all.getShort(at));
            if (length < NetlinkMessage.ATTRIBUTE || length > all.limit() - at) {
                throw malformed(at, "an attribute of " + length + " bytes, with " + (all.limit() - at) + " bytes left");
            }
            int type = all.getShort(at + 2) & TYPE_MASK;
            values.put(type, all.slice(at + NetlinkMessage.ATTRIBUTE, length - NetlinkMessage.ATTRIBUTE));
            at += Math.min(aligned(length), all.limit() - at);
        }
        return new NetlinkAttributes(values);
    }

    /** The number in an attribute; empty if there is none of this type. */
    public OptionalInt number(int type) {
        ByteBuffer value = values.get(type);
        if (value == null) {
            return OptionalInt.empty();
        }
        if (value.limit() != Integer.BYTES) {
            throw malformed(0, "attribute " + type + " has " + value.limit() + " bytes, expected 4");
        }
        return OptionalInt.of(value.duplicate().order(ByteOrder.nativeOrder()).getInt(0));
    }

    /** The text in an attribute up to its NUL; empty if there is none of this type. */
    public Optional<String> text(int type) {
        ByteBuffer value = values.get(type);
        if (value == null) {
            return Optional.empty();
        }
        int length = 0;
        while (length < value.limit() && value.get(length) != 0) {
            length++;
        }
        byte[] encoded = new byte[length];
        value.get(0, encoded);
        return Optional.of(new String(encoded, StandardCharsets.UTF_8));
    }

    /** The attributes in an attribute; none if there is none of this type. */
    public NetlinkAttributes nested(int type) {
        ByteBuffer value = values.get(type);
        return value == null ? new NetlinkAttributes(Map.of()) : read(value);
    }

    static int aligned(int length) {
        return (length + 3) & -4;
    }

    private static MalformedInputException malformed(int offset, String why) {
        return new MalformedInputException("netlink attributes", offset, why);
    }
}
