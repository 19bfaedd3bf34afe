package dev.skep.bpf.sys;

/**
 * A mount of a kernel file system that no directory shows: only this process reaches it, by {@link #path}, and it ends
 * with the descriptor. Nothing on the host changes. Since Linux 5.2 (fsopen, fsconfig, fsmount); needs CAP_SYS_ADMIN.
 */
public final class DetachedMount implements AutoCloseable {
    private static final int FSOPEN_CLOEXEC = 1;
    private static final int FSCONFIG_CMD_CREATE = 6;
    private static final int FSMOUNT_CLOEXEC = 1;
    private static final int MOUNT_ATTR_NOSUID_NODEV_NOEXEC = 2 | 4 | 8;

    private final Fd root;

    private DetachedMount(Fd root) {
        this.root = root;
    }

    /** Mounts a file system that needs no options, such as "tracefs" or "bpf". */
    public static DetachedMount of(String fileSystem) {
        CallBuffer name = CallBuffer.of(fileSystem);
        long opened = Syscall.invoke(SyscallNumber.FSOPEN, name.address(), FSOPEN_CLOEXEC, 0);
        name.keepAlive();
        try (Fd context = Fd.own((int) Syscall.checked(opened, SyscallNumber.FSOPEN, fileSystem), fileSystem)) {
            Syscall.checked(
                    Syscall.invoke(SyscallNumber.FSCONFIG, context.number(), FSCONFIG_CMD_CREATE, 0),
                    SyscallNumber.FSCONFIG,
                    fileSystem);
            long mounted = Syscall.invoke(
                    SyscallNumber.FSMOUNT, context.number(), FSMOUNT_CLOEXEC, MOUNT_ATTR_NOSUID_NODEV_NOEXEC);
            return new DetachedMount(
                    Fd.own((int) Syscall.checked(mounted, SyscallNumber.FSMOUNT, fileSystem), fileSystem));
        }
    }

    /** Says that nobody is going to close it: by design it lives until the process ends. */
    public DetachedMount untilExit() {
        root.untilExit();
        return this;
    }

    /** The path of its root, good in this process alone and until close. */
    public String path() {
        return "/proc/self/fd/" + root.number();
    }

    @Override
    public void close() {
        root.close();
    }
}
