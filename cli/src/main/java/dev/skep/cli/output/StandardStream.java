package dev.skep.cli.output;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a descriptor of this process leads to, asked of /proc: the JDK's console wants input and output to be terminals, and loads
 * much to find out.
 */
public enum StandardStream {
    /** Standard output. */
    OUTPUT(1),
    /** Standard error. */
    ERROR(2);

    private final int descriptor;

    StandardStream(int descriptor) {
        this.descriptor = descriptor;
    }

    /** Whether it is a terminal. */
    public boolean isTerminal() {
        String target = target();
        return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
    }

    /** Its number. */
    public int descriptor() {
        return descriptor;
    }

    /** Whether it is a pipe. */
    public boolean isPipe() {
        return target().startsWith("pipe:");
    }

    /** Whether somebody reads its other end, who may go: a pipe or a socket. */
    public boolean hasReader() {
        String target = target();
        return target.startsWith("pipe:") || target.startsWith("socket:");
    }

    private String target() {
        try {
            return Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor))
                    .toString();
        } catch (IOException unknown) {
            // Closed, or no /proc: neither a terminal nor a pipe as far as anybody can tell.
            return "";
        }
    }
}
