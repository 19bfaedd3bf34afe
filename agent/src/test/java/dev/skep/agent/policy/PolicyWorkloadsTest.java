package dev.skep.agent.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.agent.KnownGroups;
import dev.skep.agent.MadeEngine;
import dev.skep.identity.Cgroup;
import dev.skep.identity.Container;
import dev.skep.identity.ContainerRuntime;
import dev.skep.identity.Identity;
import dev.skep.security.policy.model.Policy;
import dev.skep.security.policy.model.Workload;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyWorkloadsTest {
    private final Map<Long, Workload> workloads = workloads();

    private static Map<Long, Workload> workloads() {
        MadeEngine engine = new MadeEngine();
        new KnownGroups().listen(new PolicyWorkloads(engine)).close();
        return engine.workloads();
    }

    @Test
    void tellsWhoseEachGroupIs() {
        assertThat(workloads.get(KnownGroups.HOST)).isEqualTo(Workload.HOST);
        assertThat(workloads.get(KnownGroups.LONE)).isEqualTo(Workload.HOST);
        assertThat(Objects.requireNonNull(workloads.get(KnownGroups.POD)).pod()).hasValueSatisfying(container -> {
            assertThat(container.namespace()).isEqualTo("default");
            assertThat(container.name()).isEqualTo("front");
            assertThat(container.repository()).isEqualTo("docker.io/library/nginx");
        });
    }

    @Test
    void aContainerThatNoRuntimeHasToldOfYetIsNobodysAndNotTheHosts() {
        MadeEngine engine = new MadeEngine();
        Cgroup group = new Cgroup(7, "/kubepods/pod1/c1");
        new PolicyWorkloads(engine)
                .known(new Identity.LoneContainer(group, Container.named("c1", "", ContainerRuntime.UNKNOWN)));

        assertThat(engine.workloads()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | true | true",
                "hostSelector: {} | true | false",
                "podSelector: {} | false | true",
                "podSelector: {matchLabels: {app: web}} | false | true",
                "podSelector: {matchLabels: {app: db}} | false | false",
                "podSelector: {matchLabels: {'k8s:io.kubernetes.pod.namespace': default}} | false | true",
                "containerSelector: {matchLabels: {name: front}} | false | true",
                "containerSelector: {matchLabels: {repo: docker.io/library/nginx}} | false | true",
                "'podSelector: {matchLabels: {app: web}}\n  containerSelector: {matchLabels: {name: back}}' | false | false",
                "'podSelector: {matchLabels: {app: web}}\n  hostSelector: {}' | true | true"
            })
    void choosesWorkloadsAsTetragonDoes(String selectors, boolean host, boolean pod) {
        Policy policy = Texts.read(Texts.policy("a", "1").replace("spec:", "spec:\n  " + selectors));

        assertThat(policy.isFor(workload(KnownGroups.HOST))).isEqualTo(host);
        assertThat(policy.isFor(workload(KnownGroups.POD))).isEqualTo(pod);
    }

    @ParameterizedTest
    @CsvSource({"default, true", "shop, false"})
    void choosesThePodsOfItsNamespace(String namespace, boolean pod) {
        Policy policy = Texts.read(Texts.policy("a", "1")
                .replace("TracingPolicy", "TracingPolicyNamespaced")
                .replace("name: a", "name: a, namespace: " + namespace));

        assertThat(policy.restrictsWorkloads()).isTrue();
        assertThat(policy.isFor(workload(KnownGroups.HOST))).isFalse();
        assertThat(policy.isFor(workload(KnownGroups.POD))).isEqualTo(pod);
    }

    private Workload workload(long group) {
        return workloads.getOrDefault(group, Workload.HOST);
    }

    @ParameterizedTest
    @CsvSource({
        "nginx, nginx",
        "nginx:1, nginx",
        "localhost:5000/nginx, localhost:5000/nginx",
        "localhost:5000/nginx:1@sha256:ab, localhost:5000/nginx",
        "'', ''"
    })
    void findsTheRepositoryOfAnImage(String image, String repository) {
        assertThat(PolicyWorkloads.repository(image)).isEqualTo(repository);
    }
}
