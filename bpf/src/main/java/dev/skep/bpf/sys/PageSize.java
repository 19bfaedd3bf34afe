package dev.skep.bpf.sys;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/** The size of a memory page: 4096 bytes on x86-64; 4, 16 or 64 KiB on aarch64. */
public final class PageSize {
    private static final int DEFAULT = 4096;
    private static final long AT_PAGESZ = 6;
    private static final int BYTES = SyscallNumber.Architecture.X86_64 ? DEFAULT : fromAuxiliaryVector();

    private PageSize() {}

    /** In bytes. */
    public static int bytes() {
        return BYTES;
    }

    private static int fromAuxiliaryVector() {
        ByteBuffer pairs;
        try {
            pairs = ByteBuffer.wrap(Files.readAllBytes(Path.of("/proc/self/auxv")))
                    .order(ByteOrder.nativeOrder());
        } catch (IOException unreadable) {
            return DEFAULT;
        }
        while (pairs.remaining() >= 2 * Long.BYTES) {
            long type = pairs.getLong();
            long value = pairs.getLong();
            if (type == AT_PAGESZ) {
                return Math.toIntExact(value);
            }
        }
        return DEFAULT;
    }
}
