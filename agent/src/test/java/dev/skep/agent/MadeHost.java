package dev.skep.agent;

import dev.skep.agent.config.AgentConfig;
import dev.skep.bpf.program.ProgramInfo;
import dev.skep.events.Event;
import dev.skep.events.Loss;
import dev.skep.events.Sink;
import dev.skep.events.Stage;
import dev.skep.identity.Identities;
import dev.skep.security.policy.PolicyEngine;
import dev.skep.security.policy.keep.Succession;
import dev.skep.security.process.ExecId;
import dev.skep.security.process.Process;
import dev.skep.security.process.ProcessTable;
import dev.skep.security.process.SensorOptions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A host on which happens what a test wants. */
public final class MadeHost implements Host {
    private final AtomicBoolean watched = new AtomicBoolean();
    private final MadeEngine engine = new MadeEngine();
    private @Nullable Sink<? super Event> sink;

    @Override
    public Identities identities(AgentConfig config) {
        return new KnownGroups();
    }

    @Override
    public Watch watch(SensorOptions options, Sink<? super Event> newSink) {
        sink = newSink;
        watched.set(true);
        return new MadeWatch(watched, engine);
    }

    /** Something happens; called by one thread at a time. */
    public void happen(Event... events) {
        Sink<? super Event> target = sink;
        if (target == null) {
            throw new IllegalStateException("nobody watches");
        }
        for (Event event : events) {
            target.event(event);
        }
        target.flush();
    }

    /** Whether somebody watches. */
    public boolean isWatched() {
        return watched.get();
    }

    /** What the policies are given to. */
    public MadeEngine engine() {
        return engine;
    }

    private record MadeWatch(AtomicBoolean watched, MadeEngine engine) implements Watch {
        @Override
        public PolicyEngine policies(Succession succession) {
            return engine;
        }

        @Override
        public ProcessTable processes() {
            return new OneShell();
        }

        @Override
        public int kept() {
            return 1;
        }

        @Override
        public List<ProgramInfo> programs() {
            return List.of();
        }

        @Override
        public List<Loss> losses() {
            return List.of(new Loss(Stage.RING, "process events", 5));
        }

        @Override
        public void close() {
            watched.set(false);
        }
    }

    /** A shell runs, and nothing else. */
    private static final class OneShell implements ProcessTable {
        @Override
        public Optional<Process> running(int pid) {
            return running().stream().filter(process -> process.pid() == pid).findFirst();
        }

        @Override
        public Optional<Process> find(ExecId id) {
            return running(id.pid());
        }

        @Override
        public List<Process> running() {
            return List.of(MadeEvents.shell());
        }
    }
}
