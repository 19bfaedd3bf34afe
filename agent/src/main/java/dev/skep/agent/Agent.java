package dev.skep.agent;

import dev.skep.agent.config.AgentConfig;
import dev.skep.agent.config.ConfigKey;
import dev.skep.agent.event.AgentEvent;
import dev.skep.agent.event.EventDetail;
import dev.skep.agent.event.EventHub;
import dev.skep.agent.event.EventMessages;
import dev.skep.agent.event.HostNamespaces;
import dev.skep.agent.export.ExportOptions;
import dev.skep.agent.metrics.AgentMetrics;
import dev.skep.agent.policy.ClientPolicies;
import dev.skep.agent.policy.Policies;
import dev.skep.agent.policy.PolicyMessages;
import dev.skep.agent.request.PolicyRequests;
import dev.skep.agent.server.AgentServer;
import dev.skep.agent.server.AgentState;
import dev.skep.agent.server.TcpAddress;
import dev.skep.api.message.TracingPolicyStatus;
import dev.skep.api.status.Client;
import dev.skep.api.status.GetStatusResponse;
import dev.skep.bpf.program.RunStatistics;
import dev.skep.bpf.stack.StackNames;
import dev.skep.events.metrics.MetricsServer;
import dev.skep.identity.Identities;
import dev.skep.security.policy.keep.Succession;
import dev.skep.security.process.ExecId;
import dev.skep.security.process.ProcessTable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * An agent that runs: made of its configuration by {@link #start}, changed by {@link #reload}, ended by {@link #close}. Safe for several
 * threads.
 *
 * <p>It starts with the file that wants events, so that nothing is lost at the start; then come the sensor, and the sockets for clients. It
 * ends the other way.
 */
public final class Agent implements AgentState, AutoCloseable {
    private static final System.Logger LOGGER = System.getLogger(Agent.class.getName());

    /** Kept, since a logger that nobody keeps loses its level. */
    private static final Logger ALL_LOGGERS = Logger.getLogger("dev.skep");

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final String version = AgentVersion.read();
    private final Identities identities;
    private final String node;
    private final HostNamespaces hostNamespaces = HostNamespaces.read();
    private final StackNames<ExecId> stacks = new StackNames<>();
    private final AgentMetrics metrics;
    private final PolicyRequests requests;
    private final EventHub hub;
    private final AgentStatus status;
    private final Host.Watch watch;
    private final Succession succession;
    private final Policies policies;
    private final AgentServer server;
    private final Optional<MetricsServer> metricsServer;
    private volatile AgentConfig config;
    private volatile EventMessages messages;
    private @Nullable ExportQueue export;

    private Agent(AgentConfig config, Host host) throws IOException {
        this.config = config;
        boolean started = false;
        try {
            ALL_LOGGERS.setLevel(config.logLevel());
            opened(host);
            identities = opened(host.identities(config));
            node = config.node().orElse(identities.node().name());
            messages = new EventMessages(detail(config));
            status = new AgentStatus(version, node);
            metrics = new AgentMetrics(
                    version, node, config.metricsLabels(), () -> status(List.of()), this::policyStatus);
            requests = opened(new PolicyRequests());
            succession = opened(host.succession(config));
            hub = new EventHub(identities, messages, this::observe);
            config.export().ifPresent(options -> export = newExport(options));
            if (config.statistics()) {
                opened(RunStatistics.enable());
            }
            watch = opened(host.watch(config.sensor(node), hub));
            policies =
                    opened(Policies.start(config.policies(), identities, () -> watch.policies(succession), succession));
            server = opened(AgentServer.start(config.server(), this, hub));
            metricsServer = metrics(config);
            opened(ServerPractice.begin(config.server().socket()));
            succession.establish();
            started = true;
        } finally {
            if (!started) {
                close();
            }
        }
    }

    /**
     * Starts an agent on a host.
     *
     * @throws IOException if a socket cannot be opened, or a policy that has to be in force is not
     */
    public static Agent start(AgentConfig config, Host host) throws IOException {
        return new Agent(config, host);
    }

    private List<TracingPolicyStatus> policyStatus() {
        return PolicyMessages.all(policies.clients().all(), "");
    }

    private void observe(AgentEvent event) {
        metrics.counts().event(event);
        requests.event(event);
    }

    private <P extends AutoCloseable> P opened(P part) {
        parts.push(part);
        return part;
    }

    private EventDetail detail(AgentConfig current) {
        return new EventDetail(
                node,
                current.cluster(),
                current.credentials(),
                current.namespaces(),
                current.annotations(),
                current.redaction(),
                hostNamespaces,
                current.stackAddresses(),
                stacks,
                identities);
    }

    private ExportQueue newExport(ExportOptions options) {
        return new ExportQueue(hub, options, messages.detail(), config.queueSize());
    }

    /** Events do not need metrics, so an address that is taken does not keep the agent from watching. */
    private Optional<MetricsServer> metrics(AgentConfig current) {
        Optional<TcpAddress> address = current.metrics();
        if (address.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(opened(metrics.serve(address.get().socketAddress())));
        } catch (IOException taken) {
            LOGGER.log(
                    System.Logger.Level.WARNING,
                    "metrics-server " + address.get() + ": " + taken.getMessage() + "; there are no metrics");
            return Optional.empty();
        }
    }

    /** Takes another configuration, as far as that is possible while it runs; says what takes a restart. */
    public synchronized void reload(AgentConfig next) {
        List<ConfigKey> changes = next.changes(config);
        changes.stream()
                .filter(key -> !key.isReloadable())
                .forEach(key -> LOGGER.log(
                        System.Logger.Level.WARNING, key.text() + " takes a restart of the agent: it stays as it was"));
        config = next;
        ALL_LOGGERS.setLevel(next.logLevel());
        metrics.counts().labels(next.metricsLabels());
        messages = new EventMessages(detail(next));
        hub.messages(messages);
        export(next.export());
        LOGGER.log(System.Logger.Level.INFO, "configuration read again: " + changes.size() + " keys changed");
    }

    private void export(Optional<ExportOptions> options) {
        ExportQueue current = export;
        if (options.isEmpty()) {
            export = null;
            if (current != null) {
                current.close();
            }
        } else if (current == null) {
            export = newExport(options.get());
        } else {
            current.replace(options.get(), messages.detail());
        }
    }

    @Override
    public synchronized void export(ExportOptions options) {
        export(Optional.of(options));
    }

    @Override
    public synchronized Optional<ExportOptions> export() {
        return Optional.ofNullable(export).map(ExportQueue::options);
    }

    @Override
    public String version() {
        return version;
    }

    @Override
    public Map<String, String> configuration() {
        return config.text();
    }

    @Override
    public ProcessTable processes() {
        return watch.processes();
    }

    @Override
    public ClientPolicies policies() {
        return policies.clients();
    }

    @Override
    public EventMessages messages() {
        return messages;
    }

    @Override
    public GetStatusResponse status(List<Client> clients) {
        ExportQueue current;
        synchronized (this) {
            current = export;
        }
        return status.of(
                watch,
                identities.figures(),
                hub,
                requests,
                policies.clients().all(),
                Optional.ofNullable(current).map(ExportQueue::figures),
                clients);
    }

    /** How it is now. */
    public GetStatusResponse status() {
        return status(server.clients());
    }

    /** The port of its TCP server, if it has one. */
    public Optional<Integer> port() {
        return server.port();
    }

    /** The port of its metrics, if it offers any. */
    public Optional<Integer> metricsPort() {
        return metricsServer.map(MetricsServer::port);
    }

    /** Names of the policies that stay in force when it ends. */
    public List<String> kept() {
        return succession.kept();
    }

    /** Takes everything out of the kernel but what is kept, hands out what is pending, and ends all connections. */
    @Override
    public void close() {
        while (!parts.isEmpty()) {
            close(parts.pop());
        }
        synchronized (this) {
            export(Optional.empty());
        }
    }

    private static void close(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception failure) {
            // The others are closed all the same.
            LOGGER.log(System.Logger.Level.WARNING, "end " + part.getClass().getSimpleName(), failure);
        }
    }
}
