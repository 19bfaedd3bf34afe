package dev.skep.security.policy.model;

/** A kind of namespace (namespaces(7)). */
public enum NamespaceKind {
    /** Host name. */
    UTS("Uts", "uts"),
    /** System V IPC. */
    IPC("Ipc", "ipc"),
    /** Mounts. */
    MNT("Mnt", "mnt"),
    /** Processes. */
    PID("Pid", "pid"),
    /** Processes, of children. */
    PID_FOR_CHILDREN("PidForChildren", "pid_for_children"),
    /** Network. */
    NET("Net", "net"),
    /** Clocks. */
    TIME("Time", "time"),
    /** Clocks, of children. */
    TIME_FOR_CHILDREN("TimeForChildren", "time_for_children"),
    /** Control groups. */
    CGROUP("Cgroup", "cgroup"),
    /** Users. */
    USER("User", "user");

    private final String tetragonName;
    private final String procName;

    NamespaceKind(String tetragonName, String procName) {
        this.tetragonName = tetragonName;
        this.procName = procName;
    }

    /** As policies write it. */
    public String tetragonName() {
        return tetragonName;
    }

    /** Its name in {@code /proc/PID/ns}. */
    public String procName() {
        return procName;
    }
}
