package dev.skep.agent;

import com.google.protobuf.Duration;
import com.google.protobuf.Timestamp;
import dev.skep.agent.event.EventHub;
import dev.skep.agent.export.ExportFigures;
import dev.skep.agent.metrics.ProcessFigures;
import dev.skep.agent.policy.PolicyEntry;
import dev.skep.agent.policy.PolicyManager;
import dev.skep.agent.policy.PolicyState;
import dev.skep.api.status.Client;
import dev.skep.api.status.Events;
import dev.skep.api.status.Export;
import dev.skep.api.status.GetStatusResponse;
import dev.skep.api.status.Loss;
import dev.skep.api.status.Memory;
import dev.skep.api.status.Program;
import dev.skep.api.status.Sensor;
import dev.skep.api.status.Source;
import dev.skep.bpf.program.ProgramInfo;
import dev.skep.bpf.program.ProgramType;
import dev.skep.events.LossSource;
import dev.skep.events.Stage;
import dev.skep.identity.IdentityFigures;
import dev.skep.identity.source.SourceState;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Puts together how an agent is. */
final class AgentStatus {
    private static final String PROCESS = "process";
    private static final String GROUPS = "groups";

    private final String version;
    private final String node;
    private final Instant start = Instant.now();

    AgentStatus(String version, String node) {
        this.version = version;
        this.node = node;
    }

    GetStatusResponse of(
            Host.Watch watch,
            IdentityFigures identities,
            EventHub hub,
            LossSource requests,
            PolicyManager policies,
            Optional<ExportFigures> export,
            List<Client> clients) {
        GetStatusResponse.Builder status = GetStatusResponse.newBuilder()
                .setVersion(version)
                .setNodeName(node)
                .setStartTime(time(start))
                .setPid((int) ProcessHandle.current().pid())
                .addSensors(sensor(PROCESS, "exec and exit of every process"))
                .addSensors(sensor(GROUPS, groups(identities)))
                .addSensors(policies(policies))
                .setMemory(memory())
                .setEvents(Events.newBuilder()
                        .setSeen(hub.seen())
                        .setProcesses(watch.kept())
                        .setHeld(hub.held())
                        .setUnnamed(hub.unnamed()))
                .addAllClients(clients);
        watch.programs().forEach(program -> status.addPrograms(program(PROCESS, program)));
        identities.programs().forEach(program -> status.addPrograms(program(GROUPS, program)));
        identities.sources().forEach(source -> status.addSources(source(source)));
        watch.losses().forEach(loss -> status.addLosses(loss(loss)));
        hub.losses().forEach(loss -> status.addLosses(loss(loss)));
        requests.losses().forEach(loss -> status.addLosses(loss(loss)));
        if (hub.lostByGone() > 0) {
            status.addLosses(loss(new dev.skep.events.Loss(Stage.QUEUE, "clients that left", hub.lostByGone())));
        }
        export.ifPresent(figures -> status.setExport(export(figures)));
        return status.build();
    }

    private static Sensor policies(PolicyManager policies) {
        List<PolicyEntry> all = policies.list();
        long enabled = all.stream()
                .filter(entry -> entry.state() == PolicyState.ENABLED)
                .count();
        long wrong = all.stream().filter(entry -> !entry.error().isEmpty()).count()
                + policies.unreadable().size();
        return Sensor.newBuilder()
                .setName("policies")
                .setEnabled(true)
                .setDetails(enabled + " in force of " + all.size()
                        + (wrong == 0 ? "" : ", " + wrong + " with errors: skep policy list"))
                .build();
    }

    private static Memory memory() {
        long resident = 0;
        try {
            resident = ProcessFigures.bytes("VmRSS:");
        } catch (IOException unknown) {
            // Shown as 0.
            resident = 0;
        }
        Runtime runtime = Runtime.getRuntime();
        return Memory.newBuilder()
                .setResident(resident)
                .setHeap(runtime.totalMemory() - runtime.freeMemory())
                .setKernelMaps(KernelMemory.mapBytes())
                .build();
    }

    private static Program program(String sensor, ProgramInfo info) {
        return Program.newBuilder()
                .setSensor(sensor)
                .setId(info.id())
                .setName(info.name())
                .setType(ProgramType.of(info.type())
                        .map(type -> type.name().toLowerCase(Locale.ROOT))
                        .orElse("?"))
                .setRunTime(Duration.newBuilder()
                        .setSeconds(info.runTime().toSeconds())
                        .setNanos(info.runTime().toNanosPart()))
                .setRuns(info.runCount())
                .setMissed(info.recursionMisses())
                .build();
    }

    private static Sensor sensor(String name, String details) {
        return Sensor.newBuilder()
                .setName(name)
                .setEnabled(true)
                .setDetails(details)
                .build();
    }

    private static String groups(IdentityFigures identities) {
        String followed = identities.groups() + " control groups, followed by " + identities.way();
        return identities.lostChanges() == 0
                ? followed
                : followed + "; " + identities.lostChanges() + " changes were lost, and all looked at again";
    }

    private static Source source(SourceState state) {
        Source.Builder source = Source.newBuilder()
                .setName(state.name())
                .setState(state.connection().text())
                .setSince(time(state.since()))
                .setDetail(state.detail());
        state.lastFailure()
                .ifPresent(failure -> source.setLastError(failure.message()).setLastErrorTime(time(failure.time())));
        return source.build();
    }

    private static Timestamp time(Instant time) {
        return Timestamp.newBuilder().setSeconds(time.getEpochSecond()).build();
    }

    private static Loss loss(dev.skep.events.Loss loss) {
        return Loss.newBuilder()
                .setPlace(loss.place())
                .setReason(loss.stage().text())
                .setEvents(loss.events())
                .build();
    }

    private static Export export(ExportFigures figures) {
        return Export.newBuilder()
                .setPath(figures.path())
                .setEvents(figures.events())
                .setBytes(figures.bytes())
                .setDroppedByRate(figures.droppedByRate())
                .setFailed(figures.failed())
                .setError(figures.error().orElse(""))
                .setLastMillis(figures.lastMillis())
                .build();
    }
}
