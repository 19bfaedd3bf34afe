package dev.skep.compiler.internal.eval;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Numbers as the bytes that programs see in memory. */
final class TableBytes {
    private TableBytes() {}

    /** The lowest {@code size} bytes of {@code number} in the machine's order; 4 or 8. */
    static byte[] of(long number, int size) {
        ByteBuffer bytes = ByteBuffer.allocate(size).order(ByteOrder.nativeOrder());
        return size == Long.BYTES
                ? bytes.putLong(number).array()
                : bytes.putInt((int) number).array();
    }
}
