package dev.skep.agent;

import dev.skep.agent.config.AgentConfig;
import dev.skep.agent.config.ConfigKey;
import dev.skep.bpf.program.ProgramInfo;
import dev.skep.events.Loss;
import dev.skep.events.Sink;
import dev.skep.identity.Cgroup;
import dev.skep.identity.Identities;
import dev.skep.identity.Identity;
import dev.skep.identity.IdentityFigures;
import dev.skep.identity.IdentityListener;
import dev.skep.identity.Node;
import dev.skep.identity.Subscription;
import dev.skep.security.process.ExecId;
import dev.skep.security.process.Process;
import dev.skep.security.process.ProcessEvent;
import dev.skep.security.process.ProcessTable;
import dev.skep.security.process.SensorOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An agent on a host where nothing runs: it takes no rights, and shows the JVM what a start needs. */
public final class Rehearsal implements AutoCloseable {
    private static final long PATIENCE_MILLIS = 2_000;

    private final Agent agent;

    private Rehearsal(Agent agent) {
        this.agent = agent;
    }

    /**
     * Starts it.
     *
     * @throws IOException if the socket cannot be opened
     */
    public static Rehearsal begin(Path socket, Path export) throws IOException {
        return new Rehearsal(Agent.start(
                AgentConfig.of(Map.of(
                        ConfigKey.SERVER_SOCKET, socket.toString(),
                        ConfigKey.EXPORT_FILENAME, export.toString(),
                        ConfigKey.METRICS_SERVER, "localhost:0")),
                new EmptyHost()));
    }

    /** Waits a little for a client, which is then sent away by the end of the agent. */
    public void perform(Thread client) {
        try {
            boolean _ = client.join(Duration.ofMillis(PATIENCE_MILLIS / 4));
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        agent.close();
    }

    private static final class EmptyHost implements Host {
        @Override
        public Identities identities(AgentConfig config) {
            return new NoGroups();
        }

        @Override
        public Watch watch(SensorOptions options, Sink<? super ProcessEvent> sink) {
            sink.flush();
            return new NoWatch();
        }
    }

    private static final class NoWatch implements Host.Watch, ProcessTable {
        @Override
        public ProcessTable processes() {
            return this;
        }

        @Override
        public int kept() {
            return 0;
        }

        @Override
        public List<ProgramInfo> programs() {
            return List.of();
        }

        @Override
        public List<Loss> losses() {
            return List.of();
        }

        @Override
        public Optional<Process> running(int pid) {
            return Optional.empty();
        }

        @Override
        public Optional<Process> find(ExecId id) {
            return Optional.empty();
        }

        @Override
        public List<Process> running() {
            return List.of();
        }

        @Override
        public void close() {}
    }

    private static final class NoGroups implements Identities {
        private static final Identity ROOT = new Identity.PlainGroup(new Cgroup(1, "/"));

        @Override
        public Identity of(long cgroupId) {
            return ROOT;
        }

        @Override
        public Identity await(long cgroupId, Duration patience) {
            return ROOT;
        }

        @Override
        public boolean isBehind(long cgroupId, long sinceNanos) {
            return false;
        }

        @Override
        public List<Identity> all() {
            return List.of(ROOT);
        }

        @Override
        public Subscription listen(IdentityListener listener) {
            listener.known(ROOT);
            return () -> {};
        }

        @Override
        public IdentityFigures figures() {
            return IdentityFigures.NONE;
        }

        @Override
        public Node node() {
            return new Node("rehearsal", Map.of());
        }

        @Override
        public void close() {}
    }
}
