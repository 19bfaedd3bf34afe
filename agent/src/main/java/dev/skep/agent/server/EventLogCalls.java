package dev.skep.agent.server;

import dev.skep.agent.config.DurationText;
import dev.skep.agent.export.ExportOptions;
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
        ExportOptions options = export.get();
        observer.onNext(GetEventLogParamsResponse.newBuilder()
                .setMaxSize((int) (options.maxBytes() / MEGABYTE))
                .setMaxBackups(options.maxBackups())
                .setRotationInterval(DurationText.of(options.rotationInterval()))
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
        long bytes = request.hasMaxSize() ? (long) request.getMaxSize() * MEGABYTE : options.maxBytes();
        int backups = request.hasMaxBackups() ? request.getMaxBackups() : options.maxBackups();
        if (bytes <= 0 || backups < 0) {
            throw new IllegalArgumentException(
                    "max_size=" + request.getMaxSize() + " max_backups=" + backups + ", expected 1 or more, 0 or more");
        }
        Duration interval = request.hasRotationInterval()
                ? DurationText.parse(request.getRotationInterval())
                : options.rotationInterval();
        return options.withMaxBytes(bytes, backups).withRotationInterval(interval);
    }

    private static RuntimeException noExport() {
        return Status.FAILED_PRECONDITION
                .withDescription("events are not exported: start the agent with --export-filename")
                .asRuntimeException();
    }
}
