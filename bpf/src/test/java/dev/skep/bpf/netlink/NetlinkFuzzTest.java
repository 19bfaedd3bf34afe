package dev.skep.bpf.netlink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.bpf.MalformedInputException;
import dev.skep.testkit.fuzz.FuzzTarget;
import java.nio.ByteBuffer;
import java.util.List;

/** What one read of a netlink socket gives. */
final class NetlinkFuzzTest implements FuzzTarget {
    private static final int FIXED_HEADER = 20;
    private static final int MOST_TYPES = 16;

    @Override
    public List<byte[]> seeds() {
        NetlinkMessage message = new NetlinkMessage(44, 0x600, "filter");
        message.number(0).number(17).number(1).number(2).number(3).text(1, "bpf");
        int options = message.begin(2);
        message.number(6, 12345).text(7, "skep/1/2/x").end(options);
        return List.of(
                message.finish(7, 5),
                new NetlinkMessage(NetlinkReply.ERROR, 0x300, "error")
                        .number(-17)
                        .number(16)
                        .number(1)
                        .number(2)
                        .number(3)
                        .text(1, "exists already")
                        .finish(7, 0));
    }

    @Override
    public int rounds() {
        return 30_000;
    }

    @Override
    public void read(byte[] input) {
        try {
            NetlinkReply.read(ByteBuffer.wrap(input)).forEach(NetlinkFuzzTest::ask);
        } catch (MalformedInputException expected) {
            assertThat(expected.input()).startsWith("netlink");
        }
    }

    private static void ask(NetlinkReply reply) {
        if (reply.type() == NetlinkReply.ERROR) {
            assertThat(reply.errno()).isEqualTo(-reply.number(0));
            assertThat(reply.explanation()).isNotNull();
            return;
        }
        NetlinkAttributes attributes = reply.attributes(FIXED_HEADER);
        for (int type = 0; type < MOST_TYPES; type++) {
            attributes.text(type);
            attributes.nested(type).text(type);
            attributes.number(type);
        }
    }
}
