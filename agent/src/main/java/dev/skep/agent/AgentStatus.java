package dev.skep.agent;

import com.google.protobuf.Duration;
import com.google.protobuf.Timestamp;
import dev.skep.agent.event.EventHub;
import dev.skep.agent.export.ExportFigures;
import dev.skep.agent.metrics.ProcessFigures;
import dev.skep.api.status.Client;
import dev.skep.api.status.Events;
import dev.skep.api.status.Export;
import dev.skep.api.status.GetStatusResponse;
import dev.skep.api.status.Loss;
import dev.skep.api.status.Memory;
import dev.skep.api.status.Program;
import dev.skep.api.status.Sensor;
import dev.skep.bpf.program.ProgramInfo;
import dev.skep.bpf.program.ProgramType;
import dev.skep.events.LossSource;
import dev.skep.events.Stage;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Puts together how an agent is. */
final class AgentStatus {
    private final String version;
    private final String node;
    private final Instant start = Instant.now();

    AgentStatus(String version, String node) {
        this.version = version;
        this.node = node;
    }

    GetStatusResponse of(
            Host.Watch watch, EventHub hub, LossSource requests, Optional<ExportFigures> export, List<Client> clients) {
        GetStatusResponse.Builder status = GetStatusResponse.newBuilder()
                .setVersion(version)
                .setNodeName(node)
                .setStartTime(Timestamp.newBuilder().setSeconds(start.getEpochSecond()))
                .setPid((int) ProcessHandle.current().pid())
                .addSensors(Sensor.newBuilder()
                        .setName("process")
                        .setEnabled(true)
                        .setDetails("exec and exit of every process"))
                .setMemory(memory())
                .setEvents(Events.newBuilder()
                        .setSeen(hub.seen())
                        .setProcesses(watch.kept())
                        .setHeld(hub.held()))
                .addAllClients(clients);
        watch.programs().forEach(program -> status.addPrograms(program(program)));
        watch.losses().forEach(loss -> status.addLosses(loss(loss)));
        hub.losses().forEach(loss -> status.addLosses(loss(loss)));
        requests.losses().forEach(loss -> status.addLosses(loss(loss)));
        if (hub.lostByGone() > 0) {
            status.addLosses(loss(new dev.skep.events.Loss(Stage.QUEUE, "clients that left", hub.lostByGone())));
        }
        export.ifPresent(figures -> status.setExport(export(figures)));
        return status.build();
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

    private static Program program(ProgramInfo info) {
        return Program.newBuilder()
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
