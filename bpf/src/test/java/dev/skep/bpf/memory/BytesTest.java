package dev.skep.bpf.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BytesTest {

    interface Holder extends Struct {
        byte before();

        @Length(20)
        Bytes bytes();

        byte after();
    }

    private final Holder holder = Flyweight.of(Holder.class).allocate();
    private final Bytes bytes = holder.bytes();
    private final MemorySegment memory = Flyweight.segment(holder);

    @Test
    void readsAndWritesEveryWidthAtAnyOffset() {
        bytes.u64(1, 0x8877665544332211L);
        assertThat(bytes.u8(1)).isEqualTo(0x11);
        assertThat(bytes.u8(8)).isEqualTo(0x88);
        assertThat(bytes.u16(7)).isEqualTo(0x8877);
        assertThat(bytes.u32(5)).isEqualTo(0x88776655);
        assertThat(bytes.u64(1)).isEqualTo(0x8877665544332211L);
        bytes.u8(0, 0x1ff);
        bytes.u16(9, 0x1_abcd);
        bytes.u32(11, 0xdeadbeef);
        assertThat(bytes.u8(0)).isEqualTo(0xff);
        assertThat(bytes.u16(9)).isEqualTo(0xabcd);
        assertThat(bytes.u32(11)).isEqualTo(0xdeadbeef);
        assertThat(bytes.length()).isEqualTo(20);
        assertThat(Flyweight.segment(bytes).byteSize()).isEqualTo(20);
    }

    @Test
    void staysWithinItsBounds() {
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> bytes.u8(20));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> bytes.u8(-1));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> bytes.u64(13));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> bytes.u16(19, 1));
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> bytes.copyFrom(new byte[30], 0, 21));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> bytes.copyTo(new byte[20], 1));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 8, 9, 15, 16, 17, 19, 20})
    void findsTheFirstNulWhereverItIs(int length) {
        memory.fill((byte) 0x81);
        for (int i = 0; i < length; i++) {
            bytes.u8(i, i % 2 == 0 ? 0x80 : 1);
        }
        if (length < 20) {
            bytes.u8(length, 0);
        }
        assertThat(bytes.stringLength()).isEqualTo(length);
    }

    @Test
    void readsTextUpToTheFirstNul() {
        byte[] text = "grüße\0rest".getBytes(StandardCharsets.UTF_8);
        bytes.copyFrom(text, 0, text.length);
        assertThat(bytes.string()).isEqualTo("grüße");
    }

    @Test
    void readsMalformedTextWithReplacements() {
        bytes.copyFrom(new byte[] {'a', (byte) 0xff, 'b'}, 0, 3);
        assertThat(bytes.string()).isEqualTo("a\ufffdb");
    }

    @Test
    void writesTextWithNulsBehindIt() {
        memory.fill((byte) 7);
        bytes.string("abc");
        assertThat(bytes.string()).isEqualTo("abc");
        assertThat(bytes.u64(12)).isZero();
        assertThat(holder.before()).isEqualTo((byte) 7);
        assertThat(holder.after()).isEqualTo((byte) 7);
    }

    @Test
    void cutsLongTextBetweenCharacters() {
        bytes.string("x".repeat(18) + "€");
        assertThat(bytes.string()).isEqualTo("x".repeat(18));
        bytes.string("y".repeat(30));
        assertThat(bytes.string()).isEqualTo("y".repeat(19));
    }

    @Test
    void copiesToAnArray() {
        bytes.string("abc");
        byte[] target = new byte[22];
        assertThat(bytes.copyTo(target, 2)).isEqualTo(20);
        assertThat(target).startsWith(0, 0, 'a', 'b', 'c', 0);
        assertThat(memory.get(ValueLayout.JAVA_BYTE, 1)).isEqualTo((byte) 'a');
    }
}
