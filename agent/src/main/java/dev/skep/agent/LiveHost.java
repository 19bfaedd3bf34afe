package dev.skep.agent;

import dev.skep.agent.config.AgentConfig;
import dev.skep.bpf.program.ProgramInfo;
import dev.skep.cri.CriSource;
import dev.skep.events.Event;
import dev.skep.events.Loss;
import dev.skep.events.LossSource;
import dev.skep.events.Sink;
import dev.skep.identity.HostIdentities;
import dev.skep.identity.Identities;
import dev.skep.identity.IdentitySettings;
import dev.skep.identity.Node;
import dev.skep.identity.docker.DockerSource;
import dev.skep.identity.kubernetes.KubernetesSettings;
import dev.skep.identity.kubernetes.KubernetesSource;
import dev.skep.identity.source.ContainerSource;
import dev.skep.security.policy.PolicyEngine;
import dev.skep.security.policy.PolicySensor;
import dev.skep.security.policy.keep.KeptFolder;
import dev.skep.security.policy.keep.Succession;
import dev.skep.security.process.ProcessSensor;
import dev.skep.security.process.ProcessTable;
import dev.skep.security.process.SensorOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** This machine, by programs in its kernel. Used by one thread. */
public final class LiveHost implements Host {
    private Optional<ProgramLoading> loading = Optional.empty();

    /** Nothing is asked of the machine yet. */
    public LiveHost() {}

    /** Begins to load the sensor's programs, too: that takes as long as all the rest of a start, and the two need not wait for each other. */
    @Override
    public Identities identities(AgentConfig config) {
        loading = Optional.of(ProgramLoading.begin(config.sensor("")));
        IdentitySettings usual = IdentitySettings.ofThisHost();
        Node node = config.node().map(name -> new Node(name, Map.of())).orElse(usual.node());
        return HostIdentities.start(
                new IdentitySettings(usual.hierarchy(), usual.folders(), node, usual.patience(), usual.retention()),
                sources(node));
    }

    @Override
    public Succession succession(AgentConfig config) throws IOException {
        return Succession.open(new KeptFolder(), config.keeps());
    }

    /** Everybody who may know of containers and pods, whether he is there now or not. */
    private static List<ContainerSource> sources(Node node) {
        List<ContainerSource> sources = new ArrayList<>(CriSource.ofThisHost());
        sources.addAll(DockerSource.ofThisHost());
        KubernetesSettings.inCluster(node.name()).map(KubernetesSource::new).ifPresent(sources::add);
        return sources;
    }

    @Override
    public Watch watch(SensorOptions options, Sink<? super Event> sink) {
        Optional<ProgramLoading> begun = loading;
        loading = Optional.empty();
        ProcessSensor sensor = begun.isPresent()
                ? ProcessSensor.start(begun.get().take(), options, sink)
                : ProcessSensor.start(options, sink);
        sensor.tellThrottles(sink);
        return new SensorWatch(sensor, sink, PolicyPractice.begin(sensor));
    }

    @Override
    public void close() {
        loading.ifPresent(ProgramLoading::close);
    }

    private static final class SensorWatch implements Watch {
        private final ProcessSensor sensor;
        private final Sink<? super Event> sink;
        private final PolicyPractice practice;
        private volatile List<LossSource> sources;

        SensorWatch(ProcessSensor sensor, Sink<? super Event> sink, PolicyPractice practice) {
            this.sensor = sensor;
            this.sink = sink;
            this.practice = practice;
            sources = List.of(sensor);
        }

        @Override
        public PolicyEngine policies(Succession succession) {
            practice.end();
            PolicySensor policies = PolicySensor.start(sensor, sink, succession);
            sources = List.of(sensor, policies);
            return new UndisturbedEngine(policies, practice);
        }

        @Override
        public ProcessTable processes() {
            return sensor;
        }

        @Override
        public int kept() {
            return sensor.kept();
        }

        @Override
        public List<ProgramInfo> programs() {
            return sensor.programs().stream().map(one -> one.program().info()).toList();
        }

        @Override
        public List<Loss> losses() {
            return sources.stream().flatMap(source -> source.losses().stream()).toList();
        }

        @Override
        public void close() {
            practice.close();
            sensor.close();
        }
    }
}
