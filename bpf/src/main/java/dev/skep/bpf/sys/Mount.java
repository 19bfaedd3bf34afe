package dev.skep.bpf.sys;

/** mount(2) of a file system that belongs to no device. Needs CAP_SYS_ADMIN. */
public final class Mount {
    private static final int MS_NOSUID_NODEV_NOEXEC = 2 | 4 | 8;

    private Mount() {}

    /**
     * Mounts.
     *
     * @param fileSystem its kind, such as "bpf"
     * @param target a folder that is there
     * @param options of that kind, such as "mode=0700"
     */
    public static void run(String fileSystem, String target, String options) {
        CallBuffer kind = CallBuffer.of(fileSystem);
        CallBuffer folder = CallBuffer.of(target);
        CallBuffer data = CallBuffer.of(options);
        long result = Syscall.invoke(
                SyscallNumber.MOUNT,
                kind.address(),
                folder.address(),
                kind.address(),
                MS_NOSUID_NODEV_NOEXEC,
                data.address(),
                0);
        kind.keepAlive();
        folder.keepAlive();
        data.keepAlive();
        Syscall.checked(result, SyscallNumber.MOUNT, fileSystem + " at " + target);
    }
}
