package dev.skep.agent.export;

import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;

/**
 * What is written, and where.
 *
 * @param file the file; {@code -} is standard output
 * @param permissions of the file
 * @param rotation when it is put aside
 * @param choice which events are written
 */
public record ExportOptions(Path file, Set<PosixFilePermission> permissions, Rotation rotation, EventChoice choice) {
    /** The name of standard output. */
    public static final String STANDARD_OUTPUT = "-";

    /** Copies the permissions. */
    public ExportOptions {
        permissions = Set.copyOf(permissions);
    }

    /** Everything into a file that is readable by its owner alone. */
    public static ExportOptions to(Path file) {
        return new ExportOptions(
                file,
                Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE),
                Rotation.STANDARD,
                EventChoice.ALL);
    }

    /** With files put aside otherwise. */
    public ExportOptions with(Rotation other) {
        return new ExportOptions(file, permissions, other, choice);
    }

    /** With other events. */
    public ExportOptions with(EventChoice other) {
        return new ExportOptions(file, permissions, rotation, other);
    }

    /** Whether the file is standard output. */
    public boolean isStandardOutput() {
        return file.toString().equals(STANDARD_OUTPUT);
    }
}
