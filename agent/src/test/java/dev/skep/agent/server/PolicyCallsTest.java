package dev.skep.agent.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.skep.agent.MadeEngine;
import dev.skep.agent.policy.ClientPolicies;
import dev.skep.agent.policy.PolicyManager;
import dev.skep.agent.policy.PolicyOrigin;
import dev.skep.api.message.AddTracingPolicyRequest;
import dev.skep.api.message.ConfigureTracingPolicyRequest;
import dev.skep.api.message.DeleteTracingPolicyRequest;
import dev.skep.api.message.HookState;
import dev.skep.api.message.ListTracingPoliciesRequest;
import dev.skep.api.message.SensorStatus;
import dev.skep.api.message.TracingPolicyMode;
import dev.skep.api.message.TracingPolicyState;
import dev.skep.api.message.TracingPolicyStatus;
import dev.skep.security.policy.model.Abi;
import dev.skep.security.policy.read.PolicyReader;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PolicyCallsTest {
    private static final String POLICY = """
            apiVersion: cilium.io/v1alpha1
            kind: TracingPolicy
            metadata: {name: a}
            spec:
              kprobes:
              - {call: sys_openat, syscall: true}
              - {call: fd_install, syscall: false, message: "1"}
              lsmhooks:
              - {hook: file_open}
            """;

    private final MadeEngine engine = new MadeEngine();
    private final PolicyManager manager = new PolicyManager(engine);
    private final PolicyCalls calls = new PolicyCalls(ClientPolicies.passing(manager, new PolicyReader(Abi.X64)));

    private void add(String yaml) {
        calls.add(AddTracingPolicyRequest.newBuilder().setYaml(yaml).build());
    }

    private List<TracingPolicyStatus> list(String domain) {
        return calls.list(ListTracingPoliciesRequest.newBuilder()
                        .setDomain(domain)
                        .build())
                .getPoliciesList();
    }

    private static void refused(Runnable call, Status.Code code, String message) {
        assertThatExceptionOfType(StatusRuntimeException.class)
                .isThrownBy(call::run)
                .satisfies(refusal -> {
                    assertThat(refusal.getStatus().getCode()).isEqualTo(code);
                    assertThat(refusal.getStatus().getDescription()).isEqualTo(message);
                });
    }

    @Test
    void showsAPolicyAsTetraWantsIt() {
        add(POLICY);

        TracingPolicyStatus status = list("").getFirst();
        assertThat(status.getId()).isEqualTo(1);
        assertThat(status.getName()).isEqualTo("a");
        assertThat(status.getDomain()).isEqualTo("grpc");
        assertThat(status.getState()).isEqualTo(TracingPolicyState.TP_STATE_ENABLED);
        assertThat(status.getMode()).isEqualTo(TracingPolicyMode.TP_MODE_ENFORCE);
        assertThat(status.getSensorsList()).containsExactly("kprobes", "lsmhooks");
        assertThat(status.getKernelMemoryBytes()).isEqualTo(4096);
        assertThat(status.getFilterId()).isZero();
        assertThat(status.getStats().getActionCounters().getPost()).isEqualTo(9);
        assertThat(status.getStats().getSelectorActionCountersList())
                .extracting(
                        counters -> counters.getHook() + counters.getHookIndex().getValue())
                .containsExactly("kprobe:sys_openat0", "kprobe:fd_install1", "lsm:file_open0");
        assertThat(status.getHookStatusesList())
                .extracting(hook -> hook.getSection() + hook.getHookIdx() + hook.getState())
                .containsExactly("kprobes0STATUS_LOADED", "kprobes1STATUS_LOADED", "lsmhooks0STATUS_LOADED");
    }

    @Test
    void showsWhatIsNotAttached() {
        add(POLICY.replace("message: \"1\"", "ignore: {callNotFound: true}"));

        TracingPolicyStatus status = list("").getFirst();
        assertThat(status.getState()).isEqualTo(TracingPolicyState.TP_STATE_PARTIALLY_ENABLED);
        assertThat(status.getHookStatuses(1).getState()).isEqualTo(HookState.STATUS_CALL_NOT_FOUND);
    }

    @Test
    void configuresAndDeletes() {
        add(POLICY);

        calls.configure(ConfigureTracingPolicyRequest.newBuilder()
                .setName("a")
                .setMode(TracingPolicyMode.TP_MODE_MONITOR)
                .build());
        assertThat(list("").getFirst().getMode()).isEqualTo(TracingPolicyMode.TP_MODE_MONITOR);

        calls.configure(ConfigureTracingPolicyRequest.newBuilder()
                .setName("a")
                .setEnable(false)
                .build());
        assertThat(list("").getFirst().getState()).isEqualTo(TracingPolicyState.TP_STATE_DISABLED);
        assertThat(list("").getFirst().getMode()).isEqualTo(TracingPolicyMode.TP_MODE_UNKNOWN);

        calls.enable("a", "", "", true);
        assertThat(engine.inForce()).containsExactly("a monitor");

        calls.delete(DeleteTracingPolicyRequest.newBuilder().setName("a").build());
        assertThat(list("")).isEmpty();
    }

    @Test
    void saysWhyItRefuses() {
        add(POLICY);

        refused(
                () -> add(POLICY),
                Status.Code.ALREADY_EXISTS,
                "there is a policy 'a' already; it comes from a client (domain grpc)");
        refused(
                () -> add("x"),
                Status.Code.INVALID_ARGUMENT,
                "yaml:1:1: has to be a mapping of fields to values, is 'x'");
        refused(
                () -> add(POLICY.replace("name: a", "name: b").replace("\"1\"", "impossible")),
                Status.Code.FAILED_PRECONDITION,
                "yaml:7:5: no such function");
        refused(() -> calls.enable("c", "", "", true), Status.Code.NOT_FOUND, "there is no policy 'c'");
        refused(
                () -> calls.configure(ConfigureTracingPolicyRequest.newBuilder()
                        .setName("a")
                        .setModeValue(7)
                        .build()),
                Status.Code.INVALID_ARGUMENT,
                "mode UNRECOGNIZED: expected enforce or monitor");
    }

    @Test
    void cutsWhatDoesNotFitIntoAHeader() {
        String lines = IntStream.range(0, 100)
                .mapToObj(i -> "line " + i + " " + "x".repeat(90))
                .collect(Collectors.joining("\n"));

        String shortened = PolicyCalls.shortened(lines);

        assertThat(shortened).hasSizeLessThan(2500).startsWith("line 0 x").endsWith("x\n(and 76 more)");
        assertThat(shortened.lines().count()).isEqualTo(25);
    }

    @Test
    void showsDomainsSensorsAndWhatCannotBeRead() {
        add(POLICY);
        manager.unreadable(PolicyOrigin.file("/etc/skep/policies/bad.yaml"), "bad.yaml:1:1: is no YAML");

        assertThat(calls.domains().getDomainsList()).containsExactly("grpc");
        assertThat(calls.sensors()).extracting(SensorStatus::getName).containsExactly("kprobes", "lsmhooks");
        assertThat(list("static")).singleElement().satisfies(bad -> {
            assertThat(bad.getName()).isEqualTo("bad.yaml");
            assertThat(bad.getState()).isEqualTo(TracingPolicyState.TP_STATE_LOAD_ERROR);
            assertThat(bad.getError()).isEqualTo("bad.yaml:1:1: is no YAML");
        });
    }
}
