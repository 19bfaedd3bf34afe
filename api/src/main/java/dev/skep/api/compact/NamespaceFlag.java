package dev.skep.api.compact;

/** The kinds of namespaces by their flags of setns(2): {@code CLONE_NEW*} of include/uapi/linux/sched.h. */
final class NamespaceFlag {
    private NamespaceFlag() {}

    /** The kind's name; empty for a number that names none. */
    static String name(int flag) {
        return switch (flag) {
            case 0 -> "any";
            case 0x0000_0080 -> "time";
            case 0x0002_0000 -> "mnt";
            case 0x0200_0000 -> "cgroup";
            case 0x0400_0000 -> "uts";
            case 0x0800_0000 -> "ipc";
            case 0x1000_0000 -> "user";
            case 0x2000_0000 -> "pid";
            case 0x4000_0000 -> "net";
            default -> "";
        };
    }
}
