package dev.skep.agent.config;

import dev.skep.agent.export.EventChoice;
import dev.skep.agent.export.ExportOptions;
import dev.skep.agent.export.Rotation;
import dev.skep.agent.policy.PolicyOptions;
import dev.skep.agent.server.ServerOptions;
import dev.skep.agent.server.TcpAddress;
import dev.skep.agent.server.TlsFiles;
import dev.skep.api.filter.EventSelection;
import dev.skep.api.filter.FieldSelection;
import dev.skep.api.filter.Redaction;
import dev.skep.api.json.EventJson;
import dev.skep.api.message.FieldFilter;
import dev.skep.api.message.Filter;
import dev.skep.api.message.RedactionFilter;
import dev.skep.security.process.EventRate;
import dev.skep.security.process.ProcessDetail;
import dev.skep.security.process.SensorMemory;
import dev.skep.security.process.SensorOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Level;
import java.util.stream.Collectors;

/** What the keys say, checked. Immutable. */
public final class AgentConfig {
    private static final Set<String> LABELS = Set.of("namespace", "workload", "pod", "binary");

    private final Map<ConfigKey, String> values;

    private AgentConfig(Map<ConfigKey, String> values) {
        this.values = values;
    }

    /**
     * Checks every value.
     *
     * @param given values by key; the others have their standard value
     * @throws IllegalArgumentException naming the key and its value
     */
    public static AgentConfig of(Map<ConfigKey, String> given) {
        Map<ConfigKey, String> values = new EnumMap<>(ConfigKey.class);
        for (ConfigKey key : ConfigKey.values()) {
            values.put(key, given.getOrDefault(key, key.standard()).strip());
        }
        AgentConfig config = new AgentConfig(values);
        config.check();
        return config;
    }

    private void check() {
        for (ConfigKey key : ConfigKey.values()) {
            if (key.isFlag() && !Set.of("true", "false").contains(value(key))) {
                throw wrong(key, "true or false");
            }
        }
        ServerOptions _ = server();
        Optional<ExportOptions> _ = export();
        Redaction _ = redaction();
        SensorOptions _ = sensor("node");
        PolicyOptions _ = policies();
        Optional<TcpAddress> _ = metrics();
        Set<String> _ = metricsLabels();
        Level _ = logLevel();
    }

    private String value(ConfigKey key) {
        return values.getOrDefault(key, "");
    }

    private IllegalArgumentException wrong(ConfigKey key, String expected) {
        return new IllegalArgumentException(key.text() + ": '" + value(key) + "' is not " + expected);
    }

    private long number(ConfigKey key, long least, long most) {
        try {
            long number = Long.parseLong(value(key));
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException nonsense) {
            // Refused below.
        }
        throw wrong(key, "a number from " + least + " to " + most);
    }

    private boolean flag(ConfigKey key) {
        return value(key).equals("true");
    }

    private Optional<String> given(ConfigKey key) {
        return value(key).isEmpty() ? Optional.empty() : Optional.of(value(key));
    }

    /** All keys with their values. */
    public Map<String, String> text() {
        Map<String, String> text = new LinkedHashMap<>();
        values.forEach((key, value) -> text.put(key.text(), value));
        return text;
    }

    /** The keys whose values differ. */
    public List<ConfigKey> changes(AgentConfig other) {
        return Arrays.stream(ConfigKey.values())
                .filter(key -> !value(key).equals(other.value(key)))
                .toList();
    }

    /** The configured name of this node. */
    public Optional<String> node() {
        return given(ConfigKey.NODE_NAME);
    }

    /** The name of the cluster; empty for none. */
    public String cluster() {
        return value(ConfigKey.CLUSTER_NAME);
    }

    /** Whether events tell capabilities and ids. */
    public boolean credentials() {
        return flag(ConfigKey.ENABLE_PROCESS_CRED);
    }

    /** Whether events tell namespaces. */
    public boolean namespaces() {
        return flag(ConfigKey.ENABLE_PROCESS_NS);
    }

    /** Whether events tell annotations of pods. */
    public boolean annotations() {
        return flag(ConfigKey.ENABLE_POD_ANNOTATIONS);
    }

    /** Whether stacks tell addresses. */
    public boolean stackAddresses() {
        return flag(ConfigKey.EXPOSE_STACK_ADDRESSES);
    }

    /** Whether the kernel measures run times. */
    public boolean statistics() {
        return flag(ConfigKey.ENABLE_PROGRAM_STATISTICS);
    }

    /** Where clients come in. */
    public ServerOptions server() {
        Optional<TlsFiles> tls = Optional.empty();
        if (given(ConfigKey.SERVER_TLS_CERT_FILE).isPresent()
                != given(ConfigKey.SERVER_TLS_KEY_FILE).isPresent()) {
            throw new IllegalArgumentException("server-tls-cert-file and server-tls-key-file go together");
        }
        if (given(ConfigKey.SERVER_TLS_CERT_FILE).isPresent()) {
            tls = Optional.of(new TlsFiles(
                    Path.of(value(ConfigKey.SERVER_TLS_CERT_FILE)),
                    Path.of(value(ConfigKey.SERVER_TLS_KEY_FILE)),
                    given(ConfigKey.SERVER_TLS_CLIENT_CA_FILES).map(Path::of)));
        }
        return new ServerOptions(
                Path.of(value(ConfigKey.SERVER_SOCKET)), address(ConfigKey.SERVER_ADDRESS), tls, queueSize());
    }

    private Optional<TcpAddress> address(ConfigKey key) {
        try {
            return given(key).map(TcpAddress::parse);
        } catch (IllegalArgumentException nonsense) {
            throw new IllegalArgumentException(key.text() + ": " + nonsense.getMessage(), nonsense);
        }
    }

    /** Events that may wait in each queue. */
    public int queueSize() {
        return (int) number(ConfigKey.EVENT_QUEUE_SIZE, 16, 1 << 24);
    }

    /** Where policies come from. */
    public PolicyOptions policies() {
        return new PolicyOptions(
                given(ConfigKey.TRACING_POLICY).map(Path::of),
                given(ConfigKey.TRACING_POLICY_DIR).map(Path::of),
                flag(ConfigKey.ENABLE_TRACING_POLICY_CRD),
                flag(ConfigKey.PERSIST_GRPC_POLICIES) || keeps()
                        ? Optional.of(Path.of(value(ConfigKey.PERSIST_GRPC_POLICIES_DIR)))
                        : Optional.empty());
    }

    /** Whether policies stay in force without the agent. */
    public boolean keeps() {
        return flag(ConfigKey.KEEP);
    }

    /** Where metrics are offered. */
    public Optional<TcpAddress> metrics() {
        return address(ConfigKey.METRICS_SERVER);
    }

    /** Labels that count events separately. */
    public Set<String> metricsLabels() {
        Set<String> labels = given(ConfigKey.METRICS_LABEL_FILTER).stream()
                .flatMap(text -> Arrays.stream(text.split(",", -1)))
                .map(String::strip)
                .collect(Collectors.toUnmodifiableSet());
        if (!LABELS.containsAll(labels)) {
            throw wrong(ConfigKey.METRICS_LABEL_FILTER, "a list of namespace, workload, pod and binary");
        }
        return labels;
    }

    /** What is hidden. */
    public Redaction redaction() {
        return Redaction.of(list(ConfigKey.REDACTION_FILTERS, RedactionFilter.getDefaultInstance()));
    }

    private <M extends com.google.protobuf.Message> List<M> list(ConfigKey key, M prototype) {
        try {
            return EventJson.parseLines(value(key), prototype);
        } catch (IllegalArgumentException nonsense) {
            throw new IllegalArgumentException(key.text() + ": " + nonsense.getMessage(), nonsense);
        }
    }

    /** What is written to a file, if anything is. */
    public Optional<ExportOptions> export() {
        EventChoice choice = new EventChoice(
                list(ConfigKey.EXPORT_ALLOWLIST, Filter.getDefaultInstance()),
                list(ConfigKey.EXPORT_DENYLIST, Filter.getDefaultInstance()),
                list(ConfigKey.FIELD_FILTERS, FieldFilter.getDefaultInstance()),
                number(ConfigKey.EXPORT_RATE_LIMIT, -1, Long.MAX_VALUE));
        // Compiled here only to be refused here.
        EventSelection _ = EventSelection.of(choice.allowed(), choice.denied());
        FieldSelection _ = FieldSelection.of(choice.fields());
        Rotation rotation = new Rotation(
                number(ConfigKey.EXPORT_FILE_MAX_SIZE_MB, 1, 1 << 20) << 20,
                (int) number(ConfigKey.EXPORT_FILE_MAX_BACKUPS, 0, 10_000),
                duration(ConfigKey.EXPORT_FILE_ROTATION_INTERVAL),
                flag(ConfigKey.EXPORT_FILE_COMPRESS));
        ExportOptions options = new ExportOptions(
                Path.of(value(ConfigKey.EXPORT_FILENAME)),
                FileMode.parse(ConfigKey.EXPORT_FILE_PERM.text(), value(ConfigKey.EXPORT_FILE_PERM)),
                rotation,
                choice);
        return given(ConfigKey.EXPORT_FILENAME).map(file -> options);
    }

    private Duration duration(ConfigKey key) {
        try {
            return DurationText.parse(value(key));
        } catch (IllegalArgumentException nonsense) {
            throw new IllegalArgumentException(key.text() + ": " + nonsense.getMessage(), nonsense);
        }
    }

    /** How processes are watched. */
    public SensorOptions sensor(String node) {
        if (!Set.of("disabled", "unix").contains(value(ConfigKey.USERNAME_METADATA))) {
            throw wrong(ConfigKey.USERNAME_METADATA, "disabled or unix");
        }
        boolean environment = flag(ConfigKey.ENABLE_PROCESS_ENVIRONMENT_VARIABLES);
        int ring = (int) number(ConfigKey.RB_SIZE, 1 << 16, 1 << 30);
        if (Integer.bitCount(ring) != 1) {
            throw wrong(ConfigKey.RB_SIZE, "a power of two");
        }
        ProcessDetail detail = new ProcessDetail(
                (int) number(ConfigKey.ARGUMENTS_BYTES, 0, ProcessDetail.MOST_BYTES),
                environment ? ProcessDetail.MOST_BYTES : 0,
                (int) number(ConfigKey.ENABLE_ANCESTORS, 0, 1024),
                value(ConfigKey.USERNAME_METADATA).equals("unix") ? new UserNames() : uid -> Optional.empty());
        SensorMemory memory = new SensorMemory(
                ring,
                (int) number(ConfigKey.EXECVE_MAP_ENTRIES, 1024, 4 << 20),
                SensorMemory.STANDARD.ended(),
                SensorMemory.STANDARD.retention());
        return new SensorOptions(node, detail, memory, rate(), flag(ConfigKey.ANNOUNCE_RUNNING));
    }

    private EventRate rate() {
        Optional<String> given = given(ConfigKey.CGROUP_RATE);
        if (given.isEmpty()) {
            return EventRate.UNLIMITED;
        }
        int comma = given.get().indexOf(',');
        try {
            // Without a comma this is no number either.
            int events = Integer.parseInt(
                    given.get().substring(0, Math.max(comma, 0)).strip());
            return new EventRate(
                    events, DurationText.parse(given.get().substring(comma + 1).strip()));
        } catch (IllegalArgumentException nonsense) {
            throw new IllegalArgumentException(
                    wrong(ConfigKey.CGROUP_RATE, "a number and a time, such as 1000,1s")
                            .getMessage(),
                    nonsense);
        }
    }

    /** How much is logged. */
    public Level logLevel() {
        return switch (value(ConfigKey.LOG_LEVEL)) {
            case "error" -> Level.SEVERE;
            case "warn" -> Level.WARNING;
            case "info" -> Level.INFO;
            case "debug" -> Level.FINE;
            case "trace" -> Level.FINEST;
            default -> throw wrong(ConfigKey.LOG_LEVEL, "error, warn, info, debug or trace");
        };
    }
}
