package dev.skep.agent.event;

import java.nio.charset.StandardCharsets;

/** Names of fields as they stand in JSON, with the comma before them. Those that begin an object are written without it. */
enum Field {
    ARGUMENTS("arguments"),
    AUID("auid"),
    BINARY("binary"),
    BINARY_PROPERTIES("binary_properties"),
    CAP("cap"),
    CAPS("caps"),
    CGROUP("cgroup"),
    CONTAINER("container"),
    CWD("cwd"),
    CLUSTER_NAME("cluster_name"),
    DOCKER("docker"),
    EFFECTIVE("effective"),
    EGID("egid"),
    ENVIRONMENT_VARIABLES("environment_variables"),
    EUID("euid"),
    EXEC_ID("exec_id"),
    FILE("file"),
    FLAGS("flags"),
    FSGID("fsgid"),
    FSUID("fsuid"),
    GID("gid"),
    ID("id"),
    IMAGE("image"),
    INHERITABLE("inheritable"),
    INODE("inode"),
    INUM("inum"),
    IN_INIT_TREE("in_init_tree"),
    IPC("ipc"),
    IS_HOST("is_host"),
    KEY("Key"),
    LEVEL("level"),
    LINKS("links"),
    MAYBE_EXEC_PROBE("maybe_exec_probe"),
    MNT("mnt"),
    NAME("name"),
    NAMESPACE("namespace"),
    NET("net"),
    NODE_NAME("node_name"),
    NS("ns"),
    NUMBER("number"),
    PARENT("parent"),
    PARENT_EXEC_ID("parent_exec_id"),
    PATH("path"),
    PERMITTED("permitted"),
    PID("pid"),
    PID_FOR_CHILDREN("pid_for_children"),
    POD("pod"),
    POD_ANNOTATIONS("pod_annotations"),
    POD_LABELS("pod_labels"),
    PRIVILEGED("privileged"),
    PRIVILEGES_CHANGED("privileges_changed"),
    PROCESS("process"),
    PROCESS_CREDENTIALS("process_credentials"),
    REFCNT("refcnt"),
    SECUREBITS("securebits"),
    SECURITY_CONTEXT("security_context"),
    SETGID("setgid"),
    SETUID("setuid"),
    SGID("sgid"),
    SIGNAL("signal"),
    START_TIME("start_time"),
    STATUS("status"),
    SUID("suid"),
    TID("tid"),
    TIME("time"),
    TIME_FOR_CHILDREN("time_for_children"),
    ANCESTORS("ancestors"),
    UID("uid"),
    USER("user"),
    USER_NS("user_ns"),
    UTS("uts"),
    VALUE("Value"),
    WORKLOAD("workload"),
    WORKLOAD_KIND("workload_kind");

    @SuppressWarnings("ImmutableEnumChecker") // never written to
    private final byte[] json;

    Field(String name) {
        json = (",\"" + name + "\":").getBytes(StandardCharsets.US_ASCII);
    }

    byte[] json() {
        return json;
    }
}
