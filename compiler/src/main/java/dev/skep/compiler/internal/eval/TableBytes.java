package dev.skep.compiler.internal.eval;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Numbers as the bytes that programs see in memory. */
final class TableBytes {
    private TableBytes() {}

    /** The lowest {@code size} bytes of {@code number} in the machine's order; 4 or 8. */
    static byte[] of(long number, int size) {
        byte[] bytes = new byte[size];
        put(in(bytes), number, size);
        return bytes;
    }

    /** Those of each of {@code numbers}, one behind the other; 1, 2 or 4. */
    static byte[] of(int[] numbers, int size) {
        byte[] bytes = new byte[numbers.length * size];
        ByteBuffer all = in(bytes);
        for (int number : numbers) put(all, number, size);
        return bytes;
    }

    /** What puts numbers into {@code bytes}, from the first on. */
    static ByteBuffer in(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
    }

    /** Puts the lowest {@code size} bytes of a number; 1, 2, 4 or 8. */
    static ByteBuffer put(ByteBuffer bytes, long number, int size) {
        return switch (size) {
            case Byte.BYTES -> bytes.put((byte) number);
            case Short.BYTES -> bytes.putShort((short) number);
            case Integer.BYTES -> bytes.putInt((int) number);
            default -> bytes.putLong(number);
        };
    }
}
