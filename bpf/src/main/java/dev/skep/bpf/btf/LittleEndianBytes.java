package dev.skep.bpf.btf;

import java.util.Arrays;

/** A growing array of bytes that takes little-endian numbers. */
final class LittleEndianBytes {
    private byte[] bytes;
    private int length;

    LittleEndianBytes(int capacity) {
        bytes = new byte[capacity];
    }

    void i8(int value) {
        reserve(1);
        bytes[length++] = (byte) value;
    }

    void i32(int value) {
        reserve(4);
        byte[] b = bytes;
        int at = length;
        b[at] = (byte) value;
        b[at + 1] = (byte) (value >> 8);
        b[at + 2] = (byte) (value >> 16);
        b[at + 3] = (byte) (value >> 24);
        length = at + 4;
    }

    void bytes(byte[] more) {
        reserve(more.length);
        System.arraycopy(more, 0, bytes, length, more.length);
        length += more.length;
    }

    int length() {
        return length;
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }

    private void reserve(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
        }
    }
}
