package dev.skep.bpf.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.skep.bpf.Errno;
import dev.skep.bpf.VerifierException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("kernel")
final class BtfObjectTest {
    private static final int HEADER = 24;
    private static final int INT_TYPE = 16;

    @Test
    void loadsTypes() {
        try (BtfObject object = BtfObject.load("test", oneInt(4))) {
            assertThat(object.fd()).isPositive();
        }
    }

    @Test
    void tellsWhatTheKernelDislikes() {
        VerifierException refusal =
                catchThrowableOfType(VerifierException.class, () -> BtfObject.load("test", oneInt(17)));
        assertThat(refusal.is(Errno.EINVAL)).isTrue();
        assertThat(refusal).hasMessageStartingWith("load BTF of test: EINVAL: ");
        assertThat(refusal.log()).isNotEmpty();
    }

    /** "int" of this many bytes: header, one BTF_KIND_INT, and the strings. */
    private static byte[] oneInt(int bytes) {
        byte[] strings = "\0int\0".getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(HEADER + INT_TYPE + strings.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort((short) 0xeb9f)
                .put((byte) 1)
                .put((byte) 0)
                .putInt(HEADER)
                .putInt(0)
                .putInt(INT_TYPE)
                .putInt(INT_TYPE)
                .putInt(strings.length)
                .putInt(1)
                .putInt(1 << 24)
                .putInt(bytes)
                .putInt((1 << 24) | (8 * bytes))
                .put(strings)
                .array();
    }
}
