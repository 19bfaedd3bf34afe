package dev.skep.api.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.protobuf.BoolValue;
import com.google.protobuf.UInt32Value;
import dev.skep.api.Golden;
import dev.skep.api.json.EventJson;
import dev.skep.api.message.CapabilitiesType;
import dev.skep.api.message.EventType;
import dev.skep.api.message.Filter;
import dev.skep.api.message.GetEventsResponse;
import dev.skep.api.message.Process;
import dev.skep.api.message.ProcessExec;
import dev.skep.api.message.ProcessExit;
import dev.skep.api.message.ProcessLsm;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EventSelectionTest {
    private static final GetEventsResponse IN_POD =
            exec(process(100, "/usr/bin/curl", "-s example.org"), process(10, "/bin/bash", "-i"));
    private static final GetEventsResponse ON_HOST = exec(host(200, "/usr/sbin/sshd"), host(1, "/sbin/init"));

    private static Process.Builder host(int pid, String binary) {
        return Process.newBuilder().setPid(UInt32Value.of(pid)).setBinary(binary);
    }

    private static Process.Builder process(int pid, String binary, String arguments) {
        Process.Builder process = host(pid, binary)
                .setArguments(arguments)
                .setDocker("abcdef0123")
                .setInInitTree(BoolValue.of(true));
        process.getPodBuilder()
                .setNamespace("default")
                .setName("web-1")
                .putPodLabels("app", "web")
                .getContainerBuilder()
                .setName("front");
        process.getCapBuilder()
                .addPermitted(CapabilitiesType.CAP_CHOWN)
                .addEffective(CapabilitiesType.CAP_CHOWN)
                .addEffective(CapabilitiesType.CAP_NET_RAW);
        return process;
    }

    private static GetEventsResponse exec(Process.Builder process, Process.Builder parent) {
        return GetEventsResponse.newBuilder()
                .setProcessExec(ProcessExec.newBuilder()
                        .setProcess(process)
                        .setParent(parent)
                        .addAncestors(Process.newBuilder().setBinary("/usr/bin/containerd-shim")))
                .build();
    }

    private static Filter filter(String json) {
        return EventJson.parse(json, Filter.newBuilder()).build();
    }

    private static EventSelection allow(String... json) {
        return EventSelection.of(
                List.of(json).stream().map(EventSelectionTest::filter).toList(), List.of());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"binary_regex\":[\"curl$\"]}",
                "{\"binary_regex\":[\"nothing\",\"^/usr/bin\"]}",
                "{\"namespace\":[\"default\"]}",
                "{\"namespace_regex\":[\"^def\"]}",
                "{\"health_check\":false}",
                "{\"pid\":[100]}",
                "{\"event_set\":[\"PROCESS_EXEC\"]}",
                "{\"pod_regex\":[\"^web\"]}",
                "{\"arguments_regex\":[\"example\\\\.org\"]}",
                "{\"labels\":[\"app=web\"]}",
                "{\"labels\":[\"app in (api, web),!legacy\"]}",
                "{\"capabilities\":{\"effective\":{\"any\":[\"CAP_NET_RAW\",\"CAP_SYS_ADMIN\"]}}}",
                "{\"capabilities\":{\"effective\":{\"all\":[\"CAP_NET_RAW\",\"CAP_CHOWN\"]},\"permitted\":{\"exactly\":[\"CAP_CHOWN\"]}}}",
                "{\"capabilities\":{\"inheritable\":{\"none\":[\"CAP_CHOWN\"]}}}",
                "{\"parent_binary_regex\":[\"bash\"]}",
                "{\"parent_arguments_regex\":[\"-i\"]}",
                "{\"cel_expression\":[\"process_exec.process.pid > 99u && process_exec.process.binary.endsWith('curl')\"]}",
                "{\"cel_expression\":[\"process_exit.status == 1u\",\"process_exec.process.pod.namespace == 'default'\"]}",
                "{\"container_id\":[\"^abc\"]}",
                "{\"in_init_tree\":true}",
                "{\"ancestor_binary_regex\":[\"shim\"]}",
                "{\"container_name_regex\":[\"^front$\"]}"
            })
    void eachFieldSelectsWhatItNames(String json) {
        assertThat(allow(json).test(IN_POD)).as(json).isTrue();
        if (!json.equals("{}") && !json.contains("health") && !json.contains("event_set") && !json.contains("shim")) {
            assertThat(allow(json).test(ON_HOST)).as(json).isFalse();
        }
        assertThat(EventSelection.of(List.of(), List.of(filter(json))).test(IN_POD))
                .as("denied " + json)
                .isFalse();
    }

    @Test
    void fieldsOfOneFilterAreAllWantedAndOneFilterOfSeveralIsEnough() {
        assertThat(allow("{\"pid\":[100],\"binary_regex\":[\"sshd\"]}").test(IN_POD))
                .isFalse();
        assertThat(allow("{\"pid\":[7]}", "{\"binary_regex\":[\"curl\"]}").test(IN_POD))
                .isTrue();
    }

    @Test
    void whatIsDeniedDoesNotPassThoughItIsAllowed() {
        EventSelection selection = EventSelection.of(
                List.of(filter("{\"event_set\":[\"PROCESS_EXEC\"]}")), List.of(filter("{\"namespace\":[\"\"]}")));

        assertThat(selection.test(IN_POD)).isTrue();
        assertThat(selection.test(ON_HOST)).isFalse();
    }

    @Test
    void everythingPassesWhereNothingIsAskedFor() {
        EventSelection selection = EventSelection.of(List.of(), List.of());

        assertThat(selection.passesAll()).isTrue();
        assertThat(Golden.events()).allMatch(selection);
    }

    @Test
    void theEmptyNamespaceIsTheHost() {
        assertThat(allow("{\"namespace\":[\"\"]}").test(ON_HOST)).isTrue();
        assertThat(allow("{\"namespace\":[\"\"]}").test(IN_POD)).isFalse();
        assertThat(allow("{\"namespace_regex\":[\".*\"]}").test(ON_HOST)).isFalse();
    }

    @Test
    void policiesAreFoundByName() {
        GetEventsResponse event = GetEventsResponse.newBuilder()
                .setProcessLsm(ProcessLsm.newBuilder().setPolicyName("p"))
                .build();

        assertThat(allow("{\"policy_names\":[\"o\",\"p\"]}").test(event)).isTrue();
        assertThat(allow("{\"policy_names\":[\"p\"]}").test(IN_POD)).isFalse();
    }

    @Test
    void aProbeOfTheKubeletIsAHealthCheckAlsoByItsParent() {
        Process.Builder probe = process(1, "/bin/sh", "");
        probe.getPodBuilder().getContainerBuilder().setMaybeExecProbe(true);

        assertThat(allow("{\"health_check\":true}").test(exec(host(2, "/bin/true"), probe)))
                .isTrue();
        assertThat(allow("{\"health_check\":true}").test(IN_POD)).isFalse();
    }

    @Test
    void aSetOfProcessesGrowsByChildrenAndForgetsThoseThatEnded() {
        EventSelection set = allow("{\"pid_set\":[10]}");
        GetEventsResponse child = exec(host(11, "/bin/a"), host(10, "/bin/b"));
        GetEventsResponse grandchild = exec(host(12, "/bin/a"), host(11, "/bin/b"));
        GetEventsResponse exit = GetEventsResponse.newBuilder()
                .setProcessExit(ProcessExit.newBuilder().setProcess(host(11, "/bin/a")))
                .build();
        GetEventsResponse stranger = exec(host(13, "/bin/a"), host(11, "/bin/b"));

        assertThat(List.of(child, grandchild, exit)).allMatch(set);
        assertThat(stranger).matches(event -> !set.test(event));
    }

    @Test
    void everyKindOfEventOfTheGoldenFileHasItsType() {
        for (GetEventsResponse event : Golden.events()) {
            EventType type = EventTypes.of(event);
            assertThat(EventSelection.of(
                                    List.of(Filter.newBuilder()
                                            .addEventSet(type)
                                            .build()),
                                    List.of())
                            .test(event))
                    .isTrue();
            assertThat(event.hasProcessThrottle() || EventProcess.of(event).isPresent())
                    .isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "binary_regex: '(' is no regular expression|{\"binary_regex\":[\"(\"]}",
                "cel_expression: 'process_exec.pid'|{\"cel_expression\":[\"process_exec.pid\"]}",
                "cel_expression: '1'|{\"cel_expression\":[\"1\"]}",
                "'a==' in (b' is no label selector|{\"labels\":[\"a==' in (b\"]}",
                "capabilities.effective takes one of any|{\"capabilities\":{\"effective\":{}}}"
            })
    void whatMakesNoSenseIsRefusedByFieldAndValue(String messageAndJson) {
        int bar = messageAndJson.indexOf('|');

        assertThatIllegalArgumentException()
                .isThrownBy(() -> allow(messageAndJson.substring(bar + 1)))
                .withMessageContaining(messageAndJson.substring(0, bar));
    }

    @Test
    void anExpressionThatWouldTakeForeverElsewhereTakesLinearTime() {
        EventSelection selection = allow("{\"arguments_regex\":[\"(a+)+$\"]}");
        GetEventsResponse event = exec(process(1, "/bin/a", "a".repeat(5_000) + "!"), host(2, "/bin/b"));

        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(20), () -> assertThat(selection.test(event)).isFalse());
    }
}
