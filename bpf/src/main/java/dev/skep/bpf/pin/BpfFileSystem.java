package dev.skep.bpf.pin;

import dev.skep.bpf.SyscallException;
import dev.skep.bpf.sys.Mount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The BPF file system, whose files are names of programs, maps and links (bpffs, since Linux 4.4). Its folders are made and removed as
 * others; no name in it may have a dot. Stateless.
 */
public final class BpfFileSystem {
    /** Where systemd and most tools mount it. */
    public static final Path USUAL = Path.of("/sys/fs/bpf");

    private BpfFileSystem() {}

    /** Whether a path lies in a BPF file system. */
    public static boolean isMounted(Path path) {
        try {
            return Files.getFileStore(path).type().equals("bpf");
        } catch (IOException absent) {
            return false;
        }
    }

    /**
     * Mounts one, which only root may look into (mode 0700), as systemd does. It stays until somebody unmounts it or the machine ends.
     *
     * @param folder that is there, such as {@link #USUAL}
     * @throws SyscallException EPERM without CAP_SYS_ADMIN, ENOENT without the folder, ENODEV where the kernel has no BPF
     */
    public static void mount(Path folder) {
        Mount.run("bpf", folder.toString(), "mode=0700");
    }
}
