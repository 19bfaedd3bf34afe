package dev.skep.agent.export;

import dev.skep.agent.event.JsonBytes;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;

/** Lines to standard output, which stays open. */
final class StandardOutput implements Output {
    // Not System.out: that one swallows errors.
    private final FileOutputStream out = new FileOutputStream(FileDescriptor.out);

    @Override
    public void write(JsonBytes lines) throws IOException {
        lines.writeTo(out);
    }

    @Override
    public void close() {}
}
