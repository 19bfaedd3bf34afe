package dev.skep.bpf.netlink;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A message to the kernel under construction: struct nlmsghdr, a fixed header of the message's own, attributes that may hold others.
 * Everything is aligned to 4 bytes (include/uapi/linux/netlink.h). Not safe for several threads.
 */
public final class NetlinkMessage {
    /** sizeof(struct nlmsghdr). */
    static final int HEADER = 16;
    /** sizeof(struct nlattr). */
    static final int ATTRIBUTE = 4;

    private static final int LARGEST = 4096;
    private static final int TYPE = 4;
    private static final int FLAGS = 6;
    private static final int SEQUENCE = 8;
    private static final int NESTED = 1 << 15;

    private final ByteBuffer bytes = ByteBuffer.allocate(LARGEST).order(ByteOrder.nativeOrder());
    private final String what;

    /**
     * Begins a message.
     *
     * @param type such as RTM_NEWQDISC
     * @param flags NLM_F_..., without NLM_F_REQUEST and NLM_F_ACK, which are added when they are needed
     * @param what what it asks for, for messages
     */
    public NetlinkMessage(int type, int flags, String what) {
        this.what = what;
        bytes.putShort(TYPE, (short) type).putShort(FLAGS, (short) flags);
        bytes.position(HEADER);
    }

    /** What it asks for, for messages. */
    public String what() {
        return what;
    }

    /** Appends a number of the fixed header. */
    public NetlinkMessage number(int value) {
        bytes.putInt(value);
        return this;
    }

    /** Appends an attribute with a number. */
    public NetlinkMessage number(int type, int value) {
        attribute(type, Integer.BYTES);
        bytes.putInt(value);
        return this;
    }

    /** Appends an attribute with a text and the NUL behind it. */
    public NetlinkMessage text(int type, String text) {
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        attribute(type, encoded.length + 1);
        bytes.put(encoded).put((byte) 0);
        align();
        return this;
    }

    /** Begins an attribute that holds others; answers what {@link #end} wants. */
    public int begin(int type) {
        int start = bytes.position();
        attribute(type | NESTED, 0);
        return start;
    }

    /** Ends an attribute that holds others. */
    public NetlinkMessage end(int start) {
        bytes.putShort(start, (short) (bytes.position() - start));
        return this;
    }

    private void attribute(int type, int length) {
        bytes.putShort((short) (ATTRIBUTE + length)).putShort((short) type);
    }

    private void align() {
        while (bytes.position() % ATTRIBUTE != 0) {
            bytes.put((byte) 0);
        }
    }

    /** The finished message with further flags. */
    byte[] finish(int sequence, int moreFlags) {
        int length = bytes.position();
        bytes.putInt(0, length).putInt(SEQUENCE, sequence);
        bytes.putShort(FLAGS, (short) (bytes.getShort(FLAGS) | moreFlags));
        byte[] message = new byte[length];
        bytes.get(0, message);
        return message;
    }
}
