package dev.skep.bpf.elf;

import dev.skep.bpf.MalformedInputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file that is read piece by piece, little endian, never beyond its end.
 *
 * <p>Reading instead of mapping: a mapped file that somebody truncates kills the reader.
 */
final class FileBytes implements AutoCloseable {
    /** No table of a real program is larger; a nonsense size must not eat the heap. */
    private static final int MAX_PIECE = 1 << 28;

    private final Path path;
    private final FileChannel channel;
    private final long size;

    private FileBytes(Path path, FileChannel channel, long size) {
        this.path = path;
        this.channel = channel;
        this.size = size;
    }

    static FileBytes open(Path path) {
        try {
            FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
            return new FileBytes(path, channel, channel.size());
        } catch (IOException e) {
            throw new UncheckedIOException("open " + path, e);
        }
    }

    /** A piece of the file, for its numbers. */
    ByteBuffer read(long offset, long length, String what) {
        return ByteBuffer.wrap(bytes(offset, length, what)).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** A piece of the file; {@code what} names it in the message when it is not all there. */
    byte[] bytes(long offset, long length, String what) {
        if (offset < 0 || length < 0 || offset > size || length > size - offset) {
            throw malformed(
                    offset, what + " of " + Long.toUnsignedString(length) + " bytes is beyond the file's " + size);
        }
        if (length > MAX_PIECE) {
            throw malformed(offset, what + " of " + length + " bytes is too large");
        }
        byte[] piece = new byte[(int) length];
        ByteBuffer rest = ByteBuffer.wrap(piece);
        try {
            while (rest.hasRemaining()) {
                if (channel.read(rest, offset + rest.position()) < 0) {
                    throw malformed(offset + rest.position(), what + " ends early: the file became shorter");
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("read " + path, e);
        }
        return piece;
    }

    Path path() {
        return path;
    }

    long size() {
        return size;
    }

    MalformedInputException malformed(long offset, String why) {
        return new MalformedInputException(path.toString(), offset, why);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("close " + path, e);
        }
    }
}
