package dev.skep.agent;

import dev.skep.agent.config.AgentConfig;
import dev.skep.agent.config.ConfigKey;
import dev.skep.bpf.KernelException;
import dev.skep.bpf.program.ProgramInfo;
import dev.skep.compiler.CompileException;
import dev.skep.compiler.CompiledProgram;
import dev.skep.events.Event;
import dev.skep.events.Loss;
import dev.skep.events.Sink;
import dev.skep.identity.HostIdentities;
import dev.skep.identity.Identities;
import dev.skep.identity.IdentitySettings;
import dev.skep.identity.cgroup.CgroupChanges;
import dev.skep.identity.cgroup.CgroupTrace;
import dev.skep.identity.cgroup.Hierarchy;
import dev.skep.security.policy.ActivePolicy;
import dev.skep.security.policy.PolicyEngine;
import dev.skep.security.policy.PolicyFigures;
import dev.skep.security.policy.PolicyRehearsal;
import dev.skep.security.policy.keep.Succession;
import dev.skep.security.policy.model.PolicyName;
import dev.skep.security.process.ExecId;
import dev.skep.security.process.Process;
import dev.skep.security.process.ProcessTable;
import dev.skep.security.process.SensorOptions;
import dev.skep.security.process.SensorRehearsal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** An agent that compiles its programs and loads none, so that nothing is seen: it takes no rights, and shows the JVM what a start needs. */
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
            IdentitySettings settings = IdentitySettings.ofThisHost();
            compile(settings.hierarchy());
            return HostIdentities.start(settings, List.of(), new NoChanges());
        }

        private static void compile(Hierarchy hierarchy) {
            try {
                List<CompiledProgram> _ = CgroupTrace.compile(hierarchy);
            } catch (KernelException | CompileException notHere) {
                // A kernel without what the program wants: the rest of the rehearsal still counts.
                return;
            }
        }

        @Override
        public Watch watch(SensorOptions options, Sink<? super Event> sink) {
            SensorRehearsal.run(options, sink);
            return new NoWatch();
        }
    }

    private static final class NoPolicies implements PolicyEngine {
        @Override
        public void apply(List<ActivePolicy> policies) {
            PolicyRehearsal.run();
        }

        @Override
        public Optional<PolicyFigures> figures(PolicyName policy) {
            return Optional.empty();
        }

        @Override
        public void close() {
            // There is nothing to end.
        }
    }

    private static final class NoWatch implements Host.Watch, ProcessTable {
        @Override
        public PolicyEngine policies(Succession succession) {
            return new NoPolicies();
        }

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

    private static final class NoChanges implements CgroupChanges {
        private final Semaphore wakeups = new Semaphore(0);

        @Override
        public void poll(Duration timeout, CgroupChanges.Sink sink) {
            try {
                boolean _ = wakeups.tryAcquire(timeout.toNanos(), TimeUnit.NANOSECONDS);
            } catch (InterruptedException hurried) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public String way() {
            return "rehearsal";
        }

        @Override
        public List<ProgramInfo> programs() {
            return List.of();
        }

        @Override
        public long lost() {
            return 0;
        }

        @Override
        public void wakeup() {
            wakeups.release();
        }

        @Override
        public void close() {}
    }
}
