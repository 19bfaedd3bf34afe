package dev.skep.agent.export;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/** Finds the end of the last whole line of a file. */
final class LineEnd {
    private static final int BLOCK_BYTES = 1 << 16;

    private LineEnd() {}

    /** The number of bytes up to and with the last line feed; 0 if there is none. */
    static long of(Path path, long size) throws IOException {
        byte[] block = new byte[BLOCK_BYTES];
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            long end = size;
            while (end > 0) {
                int length = (int) Math.min(BLOCK_BYTES, end);
                file.seek(end - length);
                file.readFully(block, 0, length);
                for (int at = length - 1; at >= 0; at--) {
                    if (block[at] == '\n') {
                        return end - length + at + 1;
                    }
                }
                end -= length;
            }
        }
        return 0;
    }
}
