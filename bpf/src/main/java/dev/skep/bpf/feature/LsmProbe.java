package dev.skep.bpf.feature;

import dev.skep.bpf.SyscallException;
import dev.skep.bpf.UnsupportedFeatureException;
import dev.skep.bpf.btf.BtfKind;
import dev.skep.bpf.program.AttachType;
import dev.skep.bpf.program.Program;
import dev.skep.bpf.program.ProgramType;
import dev.skep.bpf.sys.DetachedMount;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Whether security hooks call programs. Loading is not enough here: a program can be loaded and attached on a kernel that
 * never calls it, because "bpf" is not in its list of security modules.
 */
final class LsmProbe {
    private static final Path LIST = Path.of("/sys/kernel/security/lsm");

    private LsmProbe() {}

    static Support run() {
        try (Program program =
                ProbePrograms.loadFor(ProgramType.LSM, AttachType.LSM_MAC, "bpf_lsm_file_open", BtfKind.FUNC)) {
            String modules = modules();
            if (!lists(modules)) {
                throw new UnsupportedFeatureException(
                        "LSM", "the security modules of this kernel are " + modules + " (boot it with lsm=...,bpf)");
            }
            return new Support.Supported("loaded " + program + ", security modules are " + modules);
        } catch (IOException unreadable) {
            return new Support.Inconclusive(
                    "loads, but the list of security modules cannot be read: " + unreadable.getMessage());
        }
    }

    static boolean lists(String modules) {
        return Arrays.asList(modules.split(",")).contains("bpf");
    }

    /** The list where it is mounted, otherwise by a mount of this process's own. */
    private static String modules() throws IOException {
        if (Files.exists(LIST)) {
            return read(LIST);
        }
        try (DetachedMount mount = DetachedMount.of("securityfs")) {
            return read(Path.of(mount.path(), "lsm"));
        } catch (SyscallException unmountable) {
            throw new IOException(unmountable.getMessage(), unmountable);
        }
    }

    private static String read(Path list) throws IOException {
        return Files.readString(list, StandardCharsets.ISO_8859_1).strip();
    }
}
