package dev.skep.agent.export;

import dev.skep.agent.event.JsonBytes;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A file of lines that is put aside when it is too large or too old. Used by one thread.
 *
 * <p>The file belongs to nobody but us and whoever removes it: when it is gone or another one has its name, for instance by logrotate, a
 * new one is made. A line that was written in part, because the disk is full, is cut off again, so that every line of a file is whole.
 */
final class RotatingFile implements Output {
    private static final long CHECK_NANOS = 1_000_000_000;

    private final ExportOptions options;
    private final Rotation rotation;
    private final Backups backups;
    private @Nullable FileChannel channel;
    private @Nullable Object key;
    private long size;
    private long openedNanos;
    private long checkedNanos;

    RotatingFile(ExportOptions options) throws IOException {
        this.options = options;
        rotation = options.rotation();
        backups = new Backups(options.file(), rotation.maxBackups(), rotation.compress());
        backups.tidy();
        channel = open();
    }

    private FileChannel open() throws IOException {
        Path file = options.file();
        var permissions = PosixFilePermissions.asFileAttribute(options.permissions());
        // Not followed: who can write to the folder could otherwise lead us to any file.
        FileChannel opened = FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
                permissions);
        try {
            Files.setPosixFilePermissions(file, options.permissions());
            size = wholeLines(opened);
            key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
        } catch (IOException failure) {
            opened.close();
            throw failure;
        }
        openedNanos = checkedNanos = System.nanoTime();
        return opened;
    }

    /** The end of the last line: what follows it was left by an agent that was killed while it wrote. */
    private long wholeLines(FileChannel opened) throws IOException {
        long end = opened.size();
        if (end > 0) {
            end = LineEnd.of(options.file(), end);
            opened.truncate(end);
        }
        opened.position(end);
        return end;
    }

    @Override
    public void write(JsonBytes lines) throws IOException {
        FileChannel file = current();
        long before = size;
        try {
            lines.writeTo(new ChannelStream(file));
            size = file.position();
        } catch (IOException failure) {
            // A disk that is full takes the first part of a line.
            file.truncate(before);
            file.position(before);
            throw failure;
        }
        if (size >= rotation.maxBytes()) {
            rotate();
        }
    }

    private FileChannel current() throws IOException {
        FileChannel file = channel;
        long now = System.nanoTime();
        if (file != null && now - checkedNanos >= CHECK_NANOS) {
            checkedNanos = now;
            long age = rotation.interval().toNanos();
            if (age > 0 && now - openedNanos >= age && size > 0) {
                rotate();
                file = channel;
            } else if (!isOurs()) {
                close();
                file = null;
            }
        }
        if (file == null) {
            channel = file = open();
        }
        return file;
    }

    private boolean isOurs() throws IOException {
        try {
            return Files.readAttributes(options.file(), BasicFileAttributes.class)
                    .fileKey()
                    .equals(key);
        } catch (NoSuchFileException removed) {
            return false;
        }
    }

    private void rotate() throws IOException {
        close();
        backups.putAside(Instant.now());
        channel = open();
    }

    @Override
    public void close() throws IOException {
        FileChannel open = channel;
        channel = null;
        if (open != null) {
            open.close();
        }
    }

    /** Writes all of it, or throws. */
    private static final class ChannelStream extends OutputStream {
        private final FileChannel channel;

        ChannelStream(FileChannel channel) {
            this.channel = channel;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            ByteBuffer rest = ByteBuffer.wrap(bytes, from, length);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
        }
    }
}
