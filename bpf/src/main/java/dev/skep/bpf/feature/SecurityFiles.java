package dev.skep.bpf.feature;

import dev.skep.bpf.SyscallException;
import dev.skep.bpf.sys.DetachedMount;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files of securityfs: where it is mounted, otherwise by a mount of this process's own. */
final class SecurityFiles {
    private static final Path MOUNTED = Path.of("/sys/kernel/security");

    private SecurityFiles() {}

    /**
     * The text of a file.
     *
     * @throws IOException if there is none such, or it may not be read
     */
    static String read(String name) throws IOException {
        if (Files.exists(MOUNTED.resolve(name))) {
            return text(MOUNTED.resolve(name));
        }
        try (DetachedMount mount = DetachedMount.of("securityfs")) {
            return text(Path.of(mount.path(), name));
        } catch (SyscallException unmountable) {
            throw new IOException(unmountable.getMessage(), unmountable);
        }
    }

    private static String text(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.ISO_8859_1).strip();
    }
}
