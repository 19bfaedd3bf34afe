package dev.skep.agent.server;

import dev.skep.agent.config.DurationText;
import dev.skep.agent.export.ExportOptions;
import dev.skep.agent.export.Rotation;
import dev.skep.api.message.EventLogServiceGrpc.EventLogServiceImplBase;
import dev.skep.api.message.GetEventLogParamsRequest;
import dev.skep.api.message.GetEventLogParamsResponse;
import dev.skep.api.message.SetEventLogParamsRequest;
import dev.skep.api.message.SetEventLogParamsResponse;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.Optional;

/** {@code tetragon.EventLogService}: how the file of exported events is rotated. */
final class EventLogCalls extends EventLogServiceImplBase {
    private static final int MEGABYTE = 1 << 20;

    private final AgentState agent;

    EventLogCalls(AgentState agent) {
        this.agent = agent;
    }

    @Override
    public void getEventLogParams(
            GetEventLogParamsRequest request, StreamObserver<GetEventLogParamsResponse> observer) {
        Optional<ExportOptions> export = agent.export();
        if (export.isEmpty()) {
            observer.onError(noExport());
            return;
        }
        Rotation rotation = export.get().rotation();
        observer.onNext(GetEventLogParamsResponse.newBuilder()
                .setMaxSize((int) (rotation.maxBytes() / MEGABYTE))
                .setMaxBackups(rotation.maxBackups())
                .setRotationInterval(DurationText.of(rotation.interval()))
                .build());
        observer.onCompleted();
    }

    @Override
    public void setEventLogParams(
            SetEventLogParamsRequest request, StreamObserver<SetEventLogParamsResponse> observer) {
        Optional<ExportOptions> export = agent.export();
        if (export.isEmpty()) {
            observer.onError(noExport());
            return;
        }
        try {
            agent.export(changed(export.get(), request));
            observer.onNext(SetEventLogParamsResponse.getDefaultInstance());
            observer.onCompleted();
        } catch (IllegalArgumentException wrong) {
            observer.onError(
                    Status.INVALID_ARGUMENT.withDescription(wrong.getMessage()).asRuntimeException());
        }
    }

    private static ExportOptions changed(ExportOptions options, SetEventLogParamsRequest request) {
        Rotation rotation = options.rotation();
        long bytes = request.hasMaxSize() ? (long) request.getMaxSize() * MEGABYTE : rotation.maxBytes();
        int backups = request.hasMaxBackups() ? request.getMaxBackups() : rotation.maxBackups();
        if (bytes <= 0 || backups < 0) {
            throw new IllegalArgumentException(
                    "max_size=" + request.getMaxSize() + " max_backups=" + backups + ", expected 1 or more, 0 or more");
        }
        Duration interval =
                request.hasRotationInterval() ? DurationText.parse(request.getRotationInterval()) : rotation.interval();
        return options.with(new Rotation(bytes, backups, interval, rotation.compress()));
    }

    private static RuntimeException noExport() {
        return Status.FAILED_PRECONDITION
                .withDescription("events are not exported: start the agent with --export-filename")
                .asRuntimeException();
    }
}
