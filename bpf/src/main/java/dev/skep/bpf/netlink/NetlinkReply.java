package dev.skep.bpf.netlink;

import dev.skep.bpf.MalformedInputException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * One message of the kernel's.
 *
 * @param type such as RTM_NEWTFILTER, or {@link #ERROR}, {@link #DONE}
 * @param flags NLM_F_...
 * @param sequence that of the request
 * @param body what comes after the header
 */
record NetlinkReply(int type, int flags, int sequence, ByteBuffer body) {
    /** NLMSG_ERROR: an errno, 0 for success, and the request. */
    static final int ERROR = 2;
    /** NLMSG_DONE: the end of a list. */
    static final int DONE = 3;

    private static final int CAPPED = 0x100;
    private static final int HAS_ATTRIBUTES = 0x200;
    private static final int EXPLANATION = 1;

    /**
     * Takes apart what one read gave.
     *
     * @throws MalformedInputException when a message is shorter than its header or goes past the end
     */
    static List<NetlinkReply> read(ByteBuffer datagram) {
        ByteBuffer all = datagram.slice().order(ByteOrder.nativeOrder());
        List<NetlinkReply> replies = new ArrayList<>();
        int at = 0;
        while (at < all.limit()) {
            int left = all.limit() - at;
            if (left < NetlinkMessage.HEADER) {
                throw malformed(at, "a message's header is cut off after " + left + " bytes");
            }
            int length = all.getInt(at);
            if (length < NetlinkMessage.HEADER || length > left) {
                throw malformed(
                        at,
                        "a message of " + Integer.toUnsignedString(length) + " bytes, with " + left + " bytes left");
            }
            replies.add(new NetlinkReply(
                    Short.toUnsignedInt(all.getShort(at + 4)),
                    Short.toUnsignedInt(all.getShort(at + 6)),
                    all.getInt(at + 8),
                    all.slice(at + NetlinkMessage.HEADER, length - NetlinkMessage.HEADER)
                            .order(ByteOrder.nativeOrder())));
            at += Math.min(NetlinkAttributes.aligned(length), left);
        }
        return replies;
    }

    /** The errno of an {@link #ERROR}, positive; 0 for success. */
    int errno() {
        return -number(0);
    }

    /** What the kernel says about an {@link #ERROR} (extended acknowledgement, since Linux 4.12); empty if nothing. */
    String explanation() {
        if ((flags & HAS_ATTRIBUTES) == 0) {
            return "";
        }
        int request = (flags & CAPPED) == 0 ? number(Integer.BYTES) : NetlinkMessage.HEADER;
        int start = Integer.BYTES + NetlinkAttributes.aligned(request);
        return attributes(start).text(EXPLANATION).orElse("");
    }

    /** A number of the fixed header. */
    int number(int offset) {
        if (offset < 0 || offset > body.limit() - Integer.BYTES) {
            throw malformed(offset, "a message's body has " + body.limit() + " bytes only");
        }
        return body.getInt(offset);
    }

    /** The attributes behind a fixed header of so many bytes. */
    NetlinkAttributes attributes(int header) {
        if (header < 0 || header > body.limit()) {
            throw malformed(header, "a message's body has " + body.limit() + " bytes only");
        }
        return NetlinkAttributes.read(body.slice(header, body.limit() - header));
    }

    private static MalformedInputException malformed(int offset, String why) {
        return new MalformedInputException("netlink message", offset, why);
    }
}
