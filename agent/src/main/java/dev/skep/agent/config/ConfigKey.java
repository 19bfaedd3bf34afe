package dev.skep.agent.config;

import java.util.Locale;
import java.util.Optional;

/** Everything that can be configured: a key of the file, and a flag. Where Tetragon has the same, it has the same name. */
public enum ConfigKey {
    NODE_NAME("", "NAME", "Name of this node in events; empty: NODE_NAME of the environment, or the host's name."),
    CLUSTER_NAME("", "NAME", "Name of the cluster in events."),
    SERVER_SOCKET("/run/skep/skep.sock", "FILE", "Unix socket for clients; only its owner may use it."),
    SERVER_ADDRESS(
            "",
            "HOST:PORT",
            "Also listen on TCP, such as localhost:54321; empty: do not. Beyond loopback it takes mutual TLS."),
    SERVER_TLS_CERT_FILE("", "FILE", "Certificate of the TCP server, PEM."),
    SERVER_TLS_KEY_FILE("", "FILE", "Private key of that certificate, PEM (PKCS #8)."),
    SERVER_TLS_CLIENT_CA_FILES("", "FILE", "Who signs the certificates that clients have to show, PEM."),
    EVENT_QUEUE_SIZE(
            "8192", "N", "Events that may wait for one client, or for the file; more are dropped and counted."),
    ENABLE_PROCESS_CRED("false", "", "Events tell capabilities and ids of processes."),
    ENABLE_PROCESS_NS("false", "", "Events tell namespaces of processes."),
    ENABLE_PROCESS_ENVIRONMENT_VARIABLES("false", "", "Events tell the environment of processes."),
    ENABLE_ANCESTORS("0", "N", "Ancestors beyond the parent that events tell, at most N."),
    ENABLE_POD_ANNOTATIONS("false", "", "Events tell annotations of pods."),
    EXPOSE_STACK_ADDRESSES(
            "false", "", "Stacks tell addresses beside names: they say where the kernel lies in memory."),
    USERNAME_METADATA("disabled", "KIND", "Names of users of the host: disabled or unix."),
    ANNOUNCE_RUNNING("false", "", "Send an exec event for each process that runs already at the start."),
    ARGUMENTS_BYTES("2097152", "N", "Longest command line in events; longer ones are cut and marked."),
    EXPORT_FILENAME("", "FILE", "Write events as lines of JSON to this file, or - for standard output; empty: do not."),
    EXPORT_FILE_MAX_SIZE_MB("10", "N", "Put the file aside when it is larger."),
    EXPORT_FILE_MAX_BACKUPS("5", "N", "Files that are kept aside."),
    EXPORT_FILE_ROTATION_INTERVAL("0s", "TIME", "Put the file aside when it is older (24h); 0: do not."),
    EXPORT_FILE_COMPRESS("false", "", "Compress files that are put aside."),
    EXPORT_FILE_PERM("600", "MODE", "Permissions of the file, octal."),
    EXPORT_ALLOWLIST("", "JSON", "Only write events that match one of these filters, one a line."),
    EXPORT_DENYLIST("", "JSON", "Do not write events that match one of these filters."),
    EXPORT_RATE_LIMIT("-1", "N", "Write at most N events a minute; -1: all."),
    FIELD_FILTERS("", "JSON", "Fields that are written, one filter a line."),
    REDACTION_FILTERS(
            "",
            "JSON",
            "What is hidden in arguments and environments, one filter a line, for files and clients alike."),
    TRACING_POLICY("", "FILE", "Put the policies of this file into force; the agent does not start without them."),
    TRACING_POLICY_DIR(
            "/etc/skep/policies",
            "FOLDER",
            "Keep the policies of this folder in force as its files change; empty: none."),
    ENABLE_TRACING_POLICY_CRD(
            "true",
            "",
            "In Kubernetes, keep its resources of kind TracingPolicy and TracingPolicyNamespaced in force."),
    PERSIST_GRPC_POLICIES("false", "", "Policies that clients bring are there again after a restart."),
    PERSIST_GRPC_POLICIES_DIR("/var/lib/skep/policies", "FOLDER", "Where they are kept meanwhile."),
    KEEP(
            "false",
            "",
            "Policies stay in force when the agent ends, is killed or exchanged, until the next one has taken over; those of clients"
                    + " are there again then. skep policy release ends them without an agent."),
    METRICS_SERVER("localhost:2112", "HOST:PORT", "Offer metrics for Prometheus here; empty: do not."),
    METRICS_LABEL_FILTER("namespace,workload,pod,binary", "LABELS", "Labels that count events separately."),
    ENABLE_PROGRAM_STATISTICS("false", "", "Let the kernel measure the run time of its programs."),
    RB_SIZE("4194304", "BYTES", "Size of the ring buffer, a power of two."),
    EXECVE_MAP_ENTRIES("32768", "N", "Processes that the kernel keeps account of at most."),
    CGROUP_RATE(
            "",
            "N,TIME",
            "Tell of at most N forks, execs and exits of one control group in this time on each processor, such as 1000,1s; what is"
                    + " more is told as a throttle event, until the group is quiet for 5s. Empty: tell of all."),
    LOG_LEVEL("info", "LEVEL", "error, warn, info, debug or trace.");

    private final String standard;
    private final String label;
    private final String description;

    ConfigKey(String standard, String label, String description) {
        this.standard = standard;
        this.label = label;
        this.description = description;
    }

    /** As it is written in the file: {@code export-filename}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The value if none is given. */
    public String standard() {
        return standard;
    }

    /** What its value is, in a few letters; empty for one that is true or false. */
    public String label() {
        return label;
    }

    /** What it does, in a sentence or two. */
    public String description() {
        return description;
    }

    /** Whether it is true or false. */
    public boolean isFlag() {
        return label.isEmpty();
    }

    /** Whether a running agent can take another value. */
    public boolean isReloadable() {
        return switch (this) {
            case CLUSTER_NAME,
                    ENABLE_PROCESS_CRED,
                    ENABLE_PROCESS_NS,
                    ENABLE_POD_ANNOTATIONS,
                    EXPOSE_STACK_ADDRESSES,
                    EXPORT_FILENAME,
                    EXPORT_FILE_MAX_SIZE_MB,
                    EXPORT_FILE_MAX_BACKUPS,
                    EXPORT_FILE_ROTATION_INTERVAL,
                    EXPORT_FILE_COMPRESS,
                    EXPORT_FILE_PERM,
                    EXPORT_ALLOWLIST,
                    EXPORT_DENYLIST,
                    EXPORT_RATE_LIMIT,
                    FIELD_FILTERS,
                    REDACTION_FILTERS,
                    METRICS_LABEL_FILTER,
                    LOG_LEVEL -> true;
            case NODE_NAME,
                    SERVER_SOCKET,
                    SERVER_ADDRESS,
                    SERVER_TLS_CERT_FILE,
                    SERVER_TLS_KEY_FILE,
                    SERVER_TLS_CLIENT_CA_FILES,
                    EVENT_QUEUE_SIZE,
                    ENABLE_PROCESS_ENVIRONMENT_VARIABLES,
                    ENABLE_ANCESTORS,
                    USERNAME_METADATA,
                    ANNOUNCE_RUNNING,
                    ARGUMENTS_BYTES,
                    TRACING_POLICY,
                    TRACING_POLICY_DIR,
                    ENABLE_TRACING_POLICY_CRD,
                    PERSIST_GRPC_POLICIES,
                    PERSIST_GRPC_POLICIES_DIR,
                    KEEP,
                    METRICS_SERVER,
                    ENABLE_PROGRAM_STATISTICS,
                    RB_SIZE,
                    CGROUP_RATE,
                    EXECVE_MAP_ENTRIES -> false;
        };
    }

    /** The key of this name. */
    public static Optional<ConfigKey> of(String text) {
        for (ConfigKey key : values()) {
            if (key.text().equals(text)) {
                return Optional.of(key);
            }
        }
        return Optional.empty();
    }
}
