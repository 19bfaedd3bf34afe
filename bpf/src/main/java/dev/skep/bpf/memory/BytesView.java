package dev.skep.bpf.memory;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Embedded bytes at a place in memory. */
final class BytesView extends StructView implements Bytes {

    private static final ValueLayout.OfLong WORD = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    BytesView(int length) {
        byteSize = length;
    }

    @Override
    protected StructView create() {
        return new BytesView(byteSize);
    }

    @Override
    public int length() {
        return byteSize;
    }

    @Override
    public int u8(int at) {
        return u8(this, check(at, 1));
    }

    @Override
    public void u8(int at, int value) {
        store8(this, check(at, 1), value);
    }

    @Override
    public int u16(int at) {
        return u16(this, check(at, 2));
    }

    @Override
    public void u16(int at, int value) {
        store16(this, check(at, 2), value);
    }

    @Override
    public int u32(int at) {
        return i32(this, check(at, 4));
    }

    @Override
    public void u32(int at, int value) {
        store32(this, check(at, 4), value);
    }

    @Override
    public long u64(int at) {
        return i64(this, check(at, 8));
    }

    @Override
    public void u64(int at, long value) {
        store64(this, check(at, 8), value);
    }

    private int check(int at, int width) {
        return Objects.checkFromIndexSize(at, width, byteSize);
    }

    @Override
    public String string() {
        byte[] text = new byte[stringLength()];
        MemorySegment.copy(segment, ValueLayout.JAVA_BYTE, offset, text, 0, text.length);
        return new String(text, StandardCharsets.UTF_8);
    }

    @Override
    public void string(String text) {
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        int count = Math.min(encoded.length, byteSize - 1);
        while (count > 0 && count < encoded.length && (encoded[count] & 0xc0) == 0x80) {
            count--;
        }
        MemorySegment.copy(encoded, 0, segment, ValueLayout.JAVA_BYTE, offset, count);
        segment.asSlice(offset + count, byteSize - count).fill((byte) 0);
    }

    /** Eight bytes at a time: the lowest bit that the usual trick sets belongs to the first zero byte. */
    @Override
    public int stringLength() {
        int at = 0;
        for (; at + 8 <= byteSize; at += 8) {
            long word = segment.get(WORD, offset + at);
            long zeros = (word - 0x0101_0101_0101_0101L) & ~word & 0x8080_8080_8080_8080L;
            if (zeros != 0) {
                return at + (Long.numberOfTrailingZeros(zeros) >>> 3);
            }
        }
        while (at < byteSize && segment.get(ValueLayout.JAVA_BYTE, offset + at) != 0) {
            at++;
        }
        return at;
    }

    @Override
    public int copyTo(byte[] target, int at) {
        MemorySegment.copy(segment, ValueLayout.JAVA_BYTE, offset, target, at, byteSize);
        return byteSize;
    }

    @Override
    public void copyFrom(byte[] source, int at, int length) {
        check(0, length);
        MemorySegment.copy(source, at, segment, ValueLayout.JAVA_BYTE, offset, length);
    }
}
