package dev.skep.security.policy.fuzz;

import dev.skep.security.policy.model.NamespaceKind;
import java.util.List;
import java.util.Objects;

/** A field of the kernel's {@code struct task_struct}, by the way to it, and what /proc tells of it. */
enum TaskField {
    PARENT("real_parent.tgid"),
    UTS("nsproxy.uts_ns.ns.inum"),
    IPC("nsproxy.ipc_ns.ns.inum"),
    NET("nsproxy.net_ns.ns.inum"),
    USER("cred.user_ns.ns.inum"),
    OWNER("mm.owner.real_parent.real_parent.tgid"),
    NAME("comm"),
    /** Of timers: what processes here set it to tells which act it is. */
    SLACK("timer_slack_ns");

    private static final List<TaskField> OF_PROCESSES = List.of(PARENT, UTS, IPC, NET, USER, OWNER, NAME);

    private final String path;

    TaskField(String path) {
        this.path = path;
    }

    /** As policies write it. */
    String path() {
        return path;
    }

    /** The one of a way. */
    static TaskField of(String path) {
        for (TaskField field : values()) {
            if (field.path.equals(path)) {
                return field;
            }
        }
        throw new IllegalArgumentException(path);
    }

    /** Whether it is a text and no number. */
    boolean isText() {
        return this == NAME;
    }

    /** Those that do not change from act to act. */
    static List<TaskField> ofProcesses() {
        return OF_PROCESSES;
    }

    /** Its value at an act: a {@link Long} or a {@link String}. */
    Object of(Act act) {
        return this == SLACK ? (Object) act.slack() : of(act.facts());
    }

    /** Its value of a process, or one that it may well have. */
    Object of(Facts facts) {
        return switch (this) {
            case PARENT -> ancestor(facts, 1);
            case OWNER -> ancestor(facts, 2);
            case UTS -> namespace(facts, NamespaceKind.UTS);
            case IPC -> namespace(facts, NamespaceKind.IPC);
            case NET -> namespace(facts, NamespaceKind.NET);
            case USER -> namespace(facts, NamespaceKind.USER);
            case SLACK -> (long) Call.FLAG;
            case NAME -> {
                String binary = facts.lineage().getFirst().binary();
                yield binary.substring(binary.lastIndexOf('/') + 1);
            }
        };
    }

    private static long ancestor(Facts facts, int generations) {
        return facts.lineage().get(generations).pid();
    }

    private static long namespace(Facts facts, NamespaceKind kind) {
        return Objects.requireNonNull(facts.now().namespaces().get(kind));
    }
}
