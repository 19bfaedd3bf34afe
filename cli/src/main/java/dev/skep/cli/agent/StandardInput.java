package dev.skep.cli.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where standard input comes from. */
final class StandardInput {
    private StandardInput() {}

    /** Whether it brings a pipe's or a file's content: neither a terminal nor nothing. */
    static boolean isPiped() {
        try {
            Path target = Path.of("/proc/self/fd/0").toRealPath();
            return Files.isRegularFile(target);
        } catch (IOException pipe) {
            // A pipe's name leads to no file.
            return isPipe();
        }
    }

    private static boolean isPipe() {
        try {
            return Files.readSymbolicLink(Path.of("/proc/self/fd/0")).toString().startsWith("pipe:");
        } catch (IOException closed) {
            return false;
        }
    }
}
