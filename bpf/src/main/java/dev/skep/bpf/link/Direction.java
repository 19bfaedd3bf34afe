package dev.skep.bpf.link;

/** Which packets of a device or cgroup a program sees. */
public enum Direction {
    /** Those that come in. */
    INGRESS,
    /** Those that go out. */
    EGRESS;

    /** In messages: "ingress". */
    String word() {
        return this == INGRESS ? "ingress" : "egress";
    }
}
