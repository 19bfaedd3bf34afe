package dev.skep.agent.metrics;

import dev.skep.agent.event.BaseSensor;
import dev.skep.api.message.TracingPolicyStatus;
import dev.skep.api.status.GetStatusResponse;
import dev.skep.api.status.Loss;
import dev.skep.api.status.Program;
import dev.skep.events.Stage;
import dev.skep.events.metrics.MetricsServer;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** Metrics that are asked of the agent when somebody asks for them. */
public final class AgentMetrics {
    private static final PrometheusTextFormatWriter FORMAT = PrometheusTextFormatWriter.builder()
            .setIncludeCreatedTimestamps(false)
            .build();
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double MILLIS_PER_SECOND = 1e3;

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final EventCounts counts;
    private final Supplier<GetStatusResponse> status;
    private final Supplier<List<TracingPolicyStatus>> policies;
    private List<TracingPolicyStatus> policiesNow = List.of();
    private GetStatusResponse now = GetStatusResponse.getDefaultInstance();

    /** Metrics of the agent that {@code status} and {@code policies} tell of. */
    public AgentMetrics(
            String version,
            String node,
            Set<String> labels,
            Supplier<GetStatusResponse> status,
            Supplier<List<TracingPolicyStatus>> policies) {
        this.status = status;
        this.policies = policies;
        counts = new EventCounts(node, labels, registry);
        Info.builder()
                .name("tetragon_build_info")
                .help("Build information about this agent")
                .labelNames("commit", "go_version", "modified", "time", "version")
                .register(registry)
                .setLabelValues("", "java" + Runtime.version().feature(), "", "", version);
        losses();
        export();
        programs();
        gauge("tetragon_process_cache_size", "Processes that are known", state ->
                (double) state.getEvents().getProcesses());
        gauge("tetragon_event_cache_entries", "Events that wait until their container is known", state ->
                (double) state.getEvents().getHeld());
        new PolicyFigures(() -> policiesNow).register(registry);
        new ProcessFigures().register(registry);
    }

    private void losses() {
        counter(
                "tetragon_observer_ringbuf_events_received_total",
                "Events that came from the ring buffer",
                state -> state.getEvents().getSeen());
        counter(
                "tetragon_observer_ringbuf_events_lost_total",
                "Events that the ring buffer had no room for",
                state -> lost(state, Stage.RING));
        counter(
                "tetragon_observer_ringbuf_errors_total",
                "Records of the ring buffer that were damaged",
                state -> lost(state, Stage.RECORD));
        counter(
                "tetragon_observer_ringbuf_queue_events_received_total",
                "Events that were given to queues",
                state -> state.getEvents().getSeen());
        counter(
                "tetragon_observer_ringbuf_queue_events_lost_total",
                "Events that queues had no room for",
                state -> lost(state, Stage.QUEUE));
        counter(
                "tetragon_notify_overflowed_events_total",
                "Events that listeners were too slow for",
                state -> lost(state, Stage.QUEUE));
        CounterWithCallback.builder()
                .name("tetragon_bpf_missed_events_total")
                .help("Events that were lost in the kernel")
                .labelNames("msg_op", "error")
                .callback(counter -> {
                    counter.call((double) lost(now, Stage.RING), "", "ENOSPC");
                    counter.call((double) lost(now, Stage.TABLE), "", "E2BIG");
                })
                .register(registry);
    }

    private void export() {
        counter(
                "tetragon_events_exported_total",
                "Events that were exported",
                state -> state.getExport().getEvents());
        counter(
                "tetragon_events_exported_bytes_total",
                "Bytes that were exported",
                state -> state.getExport().getBytes());
        counter(
                "tetragon_export_ratelimit_events_dropped_total",
                "Events above the rate limit",
                state -> state.getExport().getDroppedByRate());
        gauge(
                "tetragon_events_last_exported_timestamp",
                "When an event was exported last, in seconds since 1970",
                state -> state.getExport().getLastMillis() / MILLIS_PER_SECOND);
    }

    private void programs() {
        program("tetragon_overhead_program_runs_total", "Runs of programs in the kernel", Program::getRuns);
        program(
                "tetragon_overhead_program_seconds_total",
                "Run time of programs in the kernel",
                program ->
                        program.getRunTime().getSeconds() + program.getRunTime().getNanos() / NANOS_PER_SECOND);
        CounterWithCallback.builder()
                .name("tetragon_missed_prog_probes_total")
                .help("Runs of programs that were left out, because they ran already")
                .labelNames("policy", "attach")
                .callback(counter -> now.getProgramsList()
                        .forEach(program ->
                                counter.call((double) program.getMissed(), BaseSensor.NAME, program.getName())))
                .register(registry);
    }

    private void program(String name, String help, ToDoubleFunction<Program> value) {
        CounterWithCallback.builder()
                .name(name)
                .help(help)
                .labelNames("policy_namespace", "policy", "sensor", "section", "attach")
                .callback(counter -> now.getProgramsList()
                        .forEach(program -> counter.call(
                                value.applyAsDouble(program),
                                "",
                                BaseSensor.NAME,
                                BaseSensor.NAME,
                                program.getType(),
                                program.getName())))
                .register(registry);
    }

    private void counter(String name, String help, ToDoubleFunction<GetStatusResponse> value) {
        CounterWithCallback.builder()
                .name(name)
                .help(help)
                .callback(counter -> counter.call(value.applyAsDouble(now)))
                .register(registry);
    }

    private void gauge(String name, String help, ToDoubleFunction<GetStatusResponse> value) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .callback(gauge -> gauge.call(value.applyAsDouble(now)))
                .register(registry);
    }

    private static long lost(GetStatusResponse status, Stage stage) {
        return status.getLossesList().stream()
                .filter(loss -> loss.getReason().equals(stage.text()))
                .mapToLong(Loss::getEvents)
                .sum();
    }

    /** Counts events. */
    public EventCounts counts() {
        return counts;
    }

    /**
     * Offers them.
     *
     * @throws IOException if the address cannot be had
     */
    public MetricsServer serve(InetSocketAddress address) throws IOException {
        return MetricsServer.start(address, FORMAT.getContentType(), out -> FORMAT.write(out, scrape()));
    }

    /** All of them, as they are now: the agent is asked once, so they are of one moment. */
    public synchronized MetricSnapshots scrape() {
        now = status.get();
        policiesNow = policies.get();
        return registry.scrape();
    }
}
