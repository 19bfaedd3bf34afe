package dev.skep.agent.metrics;

import dev.skep.api.message.TracingPolicyActionCounters;
import dev.skep.api.message.TracingPolicySelectorActionCounters;
import dev.skep.api.message.TracingPolicyState;
import dev.skep.api.message.TracingPolicyStatus;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/** Metrics of policies: how many there are, what they cost, and how often they did what. */
final class PolicyFigures {
    private static final List<TracingPolicyState> STATES = List.of(
            TracingPolicyState.TP_STATE_LOAD_ERROR,
            TracingPolicyState.TP_STATE_ERROR,
            TracingPolicyState.TP_STATE_DISABLED,
            TracingPolicyState.TP_STATE_ENABLED,
            TracingPolicyState.TP_STATE_SKIPPED,
            TracingPolicyState.TP_STATE_PARTIALLY_ENABLED);

    private final Supplier<List<TracingPolicyStatus>> policies;

    /** Figures of the policies that {@code policies} gives. */
    PolicyFigures(Supplier<List<TracingPolicyStatus>> policies) {
        this.policies = policies;
    }

    void register(PrometheusRegistry registry) {
        GaugeWithCallback.builder()
                .name("tetragon_tracingpolicy_loaded")
                .help("The number of loaded tracing policies by state.")
                .labelNames("state")
                .callback(this::states)
                .register(registry);
        GaugeWithCallback.builder()
                .name("tetragon_tracingpolicy_kernel_memory_bytes")
                .help("The memory of a policy in the kernel, in bytes; its share, of what it has together with others.")
                .labelNames("policy", "policy_namespace")
                .callback(gauge -> policies.get()
                        .forEach(policy -> gauge.call(
                                (double) policy.getKernelMemoryBytes(), policy.getName(), policy.getNamespace())))
                .register(registry);
        CounterWithCallback.builder()
                .name("tetragon_tracingpolicy_selector_actions_total")
                .help("The total number of actions of policies, by selector.")
                .labelNames(
                        "policy",
                        "policy_namespace",
                        "hook",
                        "hook_index",
                        "selector_index",
                        "selector_label",
                        "action")
                .callback(this::actions)
                .register(registry);
    }

    private void states(GaugeWithCallback.Callback gauge) {
        List<TracingPolicyStatus> all = policies.get();
        for (TracingPolicyState state : STATES) {
            gauge.call(
                    (double) all.stream()
                            .filter(policy -> policy.getState() == state)
                            .count(),
                    state.name().substring("TP_STATE_".length()).toLowerCase(Locale.ROOT));
        }
    }

    private void actions(CounterWithCallback.Callback counter) {
        for (TracingPolicyStatus policy : policies.get()) {
            for (TracingPolicySelectorActionCounters selector :
                    policy.getStats().getSelectorActionCountersList()) {
                counts(selector.getActionCounters()).forEach((action, count) -> {
                    if (count != 0) {
                        counter.call(
                                (double) count,
                                policy.getName(),
                                policy.getNamespace(),
                                selector.getHook(),
                                Integer.toString(selector.getHookIndex().getValue()),
                                Integer.toString(selector.getSelectorIndex().getValue()),
                                selector.getSelectorLabel(),
                                action);
                    }
                });
            }
        }
    }

    private static Map<String, Long> counts(TracingPolicyActionCounters counters) {
        Map<String, Long> counts = new LinkedHashMap<>();
        counts.put("post", counters.getPost());
        counts.put("signal", counters.getSignal());
        counts.put("monitor_signal", counters.getMonitorSignal());
        counts.put("override", counters.getOverride());
        counts.put("monitor_override", counters.getMonitorOverride());
        counts.put("notify_enforcer", counters.getNotifyEnforcer());
        counts.put("monitor_notify_enforcer", counters.getMonitorNotifyEnforcer());
        counts.put("set", counters.getSet());
        counts.put("monitor_set", counters.getMonitorSet());
        counts.put("nopost", counters.getNopost());
        return counts;
    }
}
