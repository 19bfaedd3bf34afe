package dev.skep.agent.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.agent.Agent;
import dev.skep.agent.MadeEvents;
import dev.skep.agent.MadeHost;
import dev.skep.agent.MadePolicyEvents;
import dev.skep.agent.config.AgentConfig;
import dev.skep.agent.config.ConfigKey;
import dev.skep.security.policy.event.ArgumentValue;
import dev.skep.security.policy.event.HookName;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MetricsTest {
    @TempDir
    private Path folder;

    private final MadeHost host = new MadeHost();

    private Agent agent(Map<ConfigKey, String> more) throws IOException {
        Map<ConfigKey, String> values = new HashMap<>(Map.of(
                ConfigKey.SERVER_SOCKET,
                folder.resolve("agent.sock").toString(),
                ConfigKey.METRICS_SERVER,
                "localhost:0"));
        values.putAll(more);
        return Agent.start(AgentConfig.of(values), host);
    }

    private static HttpResponse<String> get(Agent agent, String path) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            URI address = URI.create("http://localhost:" + agent.metricsPort().orElseThrow() + path);
            return client.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    @Test
    void eventsAreCountedUnderTheNamesThatDashboardsKnow() throws Exception {
        try (Agent agent = agent(Map.of())) {
            host.happen(
                    MadeEvents.exec(100, "/bin/true"),
                    MadeEvents.exec(101, "/bin/true"),
                    MadeEvents.exit(100, "/bin/true", 0));

            HttpResponse<String> answer = get(agent, "/metrics");

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body())
                    .contains("tetragon_events_total{binary=\"/bin/true\",namespace=\"\",node_name=\"node1\",pod=\"\","
                            + "type=\"PROCESS_EXEC\",workload=\"\"} 2.0")
                    .contains("tetragon_msg_op_total{msg_op=\"7\"} 1.0")
                    .contains("tetragon_observer_ringbuf_events_received_total 3.0")
                    .contains("tetragon_observer_ringbuf_events_lost_total 5.0")
                    .contains("tetragon_bpf_missed_events_total{error=\"ENOSPC\",msg_op=\"\"} 5.0")
                    .contains("tetragon_notify_overflowed_events_total 0.0")
                    .contains("tetragon_build_info{")
                    .contains("tetragon_process_cache_size 1.0")
                    .contains("process_resident_memory_bytes ")
                    .contains("process_open_fds ");
            assertThat(get(agent, "/").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void whatPoliciesSawIsCountedByPolicyHookAndSystemCall() throws Exception {
        HookName calls = new HookName.Tracepoint("raw_syscalls", "sys_enter");
        try (Agent agent = agent(Map.of())) {
            host.happen(
                    MadePolicyEvents.of(new HookName.Kprobe("fd_install")),
                    MadePolicyEvents.of(new HookName.Fentry("fd_install")),
                    MadePolicyEvents.of(new HookName.Uprobe("/bin/bash", "readline", 0, 0)),
                    MadePolicyEvents.of(calls, new ArgumentValue.SyscallId(0, "x64")),
                    MadePolicyEvents.of(calls, new ArgumentValue.SyscallId(3, "i386")),
                    MadePolicyEvents.of(calls, new ArgumentValue.SyscallId(77_777, "x64")),
                    MadePolicyEvents.of(calls, new ArgumentValue.SyscallId(1, "nonsense")));

            String process = "namespace=\"\",node_name=\"node1\",";
            assertThat(get(agent, "/metrics").body())
                    .contains("tetragon_policy_events_total{binary=\"/usr/bin/curl\",hook=\"kprobe:fd_install\","
                            + process + "pod=\"\",policy=\"p\",workload=\"\"} 2.0")
                    .contains("hook=\"uprobe:/bin/bash/readline\"")
                    .contains("hook=\"tracepoint:raw_syscalls/sys_enter\"," + process
                            + "pod=\"\",policy=\"p\",workload=\"\"} 4.0")
                    .contains("tetragon_syscalls_total{binary=\"/usr/bin/curl\"," + process
                            + "pod=\"\",syscall=\"read\",workload=\"\"} 2.0")
                    .contains("syscall=\"unknown\",workload=\"\"} 2.0")
                    .contains("type=\"PROCESS_KPROBE\",workload=\"\"} 2.0")
                    .contains("tetragon_msg_op_total{msg_op=\"14\"} 4.0");
        }
    }

    @Test
    void policiesTellWhatTheyCostAndDo() throws Exception {
        Path policy = Files.writeString(folder.resolve("policy.yaml"), """
                apiVersion: cilium.io/v1alpha1
                kind: TracingPolicy
                metadata: {name: a}
                spec:
                  kprobes:
                  - {call: fd_install, syscall: false}
                """);
        try (Agent agent = agent(Map.of(ConfigKey.TRACING_POLICY, policy.toString()))) {
            assertThat(get(agent, "/metrics").body())
                    .contains("tetragon_tracingpolicy_loaded{state=\"enabled\"} 1.0")
                    .contains("tetragon_tracingpolicy_loaded{state=\"load_error\"} 0.0")
                    .contains("tetragon_tracingpolicy_kernel_memory_bytes{policy=\"a\",policy_namespace=\"\"} 4096.0")
                    .contains(
                            "tetragon_tracingpolicy_selector_actions_total{action=\"post\",hook=\"kprobe:fd_install\","
                                    + "hook_index=\"0\",policy=\"a\",policy_namespace=\"\",selector_index=\"0\","
                                    + "selector_label=\"\"} 3.0");
        }
    }

    @Test
    void labelsThatAreNotWantedStayEmpty() throws Exception {
        try (Agent agent = agent(Map.of(ConfigKey.METRICS_LABEL_FILTER, "namespace"))) {
            host.happen(MadeEvents.exec(100, "/bin/true"));

            assertThat(get(agent, "/metrics").body()).contains("tetragon_events_total{binary=\"\",");
        }
    }

    @Test
    void aThousandNewBinariesASecondDoNotFillTheMemory() throws Exception {
        try (Agent agent = agent(Map.of())) {
            for (int i = 0; i < 12_000; i++) {
                host.happen(MadeEvents.exec(100, "/bin/b" + i));
            }

            String body = get(agent, "/metrics").body();
            assertThat(body.lines()
                            .filter(line -> line.startsWith("tetragon_events_total"))
                            .count())
                    .isEqualTo(10_001);
            assertThat(body).contains("tetragon_events_total{binary=\"\",").contains("2000.0");
        }
    }

    @Test
    void anAddressThatIsTakenDoesNotKeepTheAgentFromWatching() throws Exception {
        try (Agent first = agent(Map.of())) {
            Map<ConfigKey, String> same = Map.of(
                    ConfigKey.METRICS_SERVER,
                    "localhost:" + first.metricsPort().orElseThrow(),
                    ConfigKey.SERVER_SOCKET,
                    folder.resolve("other.sock").toString());
            try (Agent second = agent(same)) {
                assertThat(second.metricsPort()).isEmpty();
                assertThat(host.isWatched()).isTrue();
            }
        }
    }
}
