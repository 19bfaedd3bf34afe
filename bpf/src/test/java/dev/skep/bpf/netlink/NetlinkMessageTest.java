package dev.skep.bpf.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.bpf.MalformedInputException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class NetlinkMessageTest {
    private static final int KIND = 1;
    private static final int OPTIONS = 2;
    private static final int FD = 6;
    private static final int NAME = 7;
    private static final int FIXED = 8;

    private static byte[] sample() {
        NetlinkMessage message = new NetlinkMessage(44, 0x600, "filter");
        message.number(0).number(17).text(KIND, "bpf");
        int options = message.begin(OPTIONS);
        message.number(FD, 12345).text(NAME, "skep/1/2/x").end(options);
        return message.finish(7, 5);
    }

    private static NetlinkReply only(byte[] bytes) {
        List<NetlinkReply> replies = NetlinkReply.read(ByteBuffer.wrap(bytes));
        assertThat(replies).hasSize(1);
        return replies.getFirst();
    }

    @Test
    void readsWhatItWrites() {
        NetlinkReply reply = only(sample());
        assertThat(reply.type()).isEqualTo(44);
        assertThat(reply.flags()).isEqualTo(0x605);
        assertThat(reply.sequence()).isEqualTo(7);
        assertThat(reply.number(4)).isEqualTo(17);
        NetlinkAttributes attributes = reply.attributes(FIXED);
        assertThat(attributes.text(KIND)).contains("bpf");
        assertThat(attributes.nested(OPTIONS).number(FD)).hasValue(12345);
        assertThat(attributes.nested(OPTIONS).text(NAME)).contains("skep/1/2/x");
        assertThat(attributes.nested(KIND + 10).number(FD)).isEmpty();
        assertThat(attributes.text(99)).isEmpty();
    }

    @Test
    void readsSeveralMessagesOfOneDatagram() {
        byte[] one = sample();
        byte[] two = Arrays.copyOf(one, 2 * one.length);
        System.arraycopy(one, 0, two, one.length, one.length);
        assertThat(NetlinkReply.read(ByteBuffer.wrap(two))).hasSize(2);
    }

    @Test
    void tellsTheKernelsExplanation() {
        NetlinkMessage request = new NetlinkMessage(2, 0x300, "error");
        byte[] error = request.number(-22)
                .number(16)
                .number(0)
                .number(0)
                .number(0)
                .text(1, "Specified qdisc not found")
                .finish(1, 0);
        NetlinkReply reply = only(error);
        assertThat(reply.errno()).isEqualTo(22);
        assertThat(reply.explanation()).isEqualTo("Specified qdisc not found");
    }

    @Test
    void refusesAMessageThatGoesPastTheEnd() {
        byte[] message = sample();
        ByteBuffer.wrap(message).order(ByteOrder.nativeOrder()).putInt(0, message.length + 1);
        assertThatThrownBy(() -> NetlinkReply.read(ByteBuffer.wrap(message)))
                .isInstanceOf(MalformedInputException.class)
                .hasMessageContaining("bytes left");
    }

    @Test
    void refusesANumberOfAnotherSize() {
        NetlinkAttributes attributes = only(sample()).attributes(FIXED);
        assertThatThrownBy(() -> attributes.number(OPTIONS))
                .isInstanceOf(MalformedInputException.class)
                .hasMessageContaining("expected 4");
    }

    @Test
    void survivesWhateverComes() {
        Random random = new Random(20_26);
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = Arrays.copyOf(sample(), random.nextInt(sample().length + 1));
            for (int i = random.nextInt(4); i > 0 && bytes.length > 0; i--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            try {
                for (NetlinkReply reply : NetlinkReply.read(ByteBuffer.wrap(bytes))) {
                    assertThat(reply.explanation()).isNotNull();
                    NetlinkAttributes attributes = reply.attributes(FIXED);
                    assertThat(attributes.nested(OPTIONS).text(NAME)).isNotNull();
                    assertThat(attributes.nested(OPTIONS).number(FD)).isNotNull();
                }
            } catch (MalformedInputException expected) {
                assertThat(expected.getMessage()).startsWith("netlink");
            }
        }
    }
}
