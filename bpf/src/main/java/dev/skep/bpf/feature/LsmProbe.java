package dev.skep.bpf.feature;

import dev.skep.bpf.UnsupportedFeatureException;
import dev.skep.bpf.btf.BtfKind;
import dev.skep.bpf.program.AttachType;
import dev.skep.bpf.program.Program;
import dev.skep.bpf.program.ProgramType;
import java.io.IOException;
import java.util.Arrays;

/**
 * Whether security hooks call programs. Loading is not enough here: a program can be loaded and attached on a kernel that
 * never calls it, because "bpf" is not in its list of security modules.
 */
final class LsmProbe {
    private LsmProbe() {}

    static Support run() {
        try (Program program =
                ProbePrograms.loadFor(ProgramType.LSM, AttachType.LSM_MAC, "bpf_lsm_file_open", BtfKind.FUNC)) {
            String modules = SecurityFiles.read("lsm");
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
}
