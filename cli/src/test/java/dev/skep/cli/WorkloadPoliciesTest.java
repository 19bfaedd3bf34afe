package dev.skep.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.skep.cri.Kubelet;
import dev.skep.testkit.container.Containerd;
import dev.skep.testkit.container.Runc;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Policies that are for some workloads, with an agent as a process and pods of a real containerd that come and go. */
@Tag("kernel")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
final class WorkloadPoliciesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String OWN = Long.toString(ProcessHandle.current().pid());

    /** No folder can be made there, so that nothing is left whoever tries. */
    private static final String OF_WEB = "/proc/of-web-" + OWN;

    private static final String OF_HOST = "/proc/of-host-" + OWN;

    /** Tries both again and again, and says how each attempt ended: 137 killed. */
    private static final String TRYING =
            "while sleep 0.1; do busybox mkdir %s; w=$?; busybox mkdir %s; echo tried $w $?; done"
                    .formatted(OF_WEB, OF_HOST);

    private static final String KILLED_IN_WEB = "tried 137 1";
    private static final String KILLED_ON_HOST = "tried 1 137";
    private static final String NOT_KILLED = "tried 1 1";

    @TempDir
    private Path folder;

    @AfterEach
    void removeGroups() throws Exception {
        Runc.removeGroups();
    }

    private static String policy(String name, String path, String workloads) {
        return """
                apiVersion: cilium.io/v1alpha1
                kind: TracingPolicy
                metadata:
                  name: %s
                spec:
                %s  tracepoints:
                  - subsystem: syscalls
                    event: sys_enter_mkdir
                    args:
                    - index: 5
                      type: string
                    selectors:
                    - matchArgs:
                      - index: 5
                        operator: Equal
                        values: [ %s ]
                      matchActions:
                      - action: Sigkill
                """.formatted(name, workloads, path);
    }

    /** Where the agent finds containerd as on a node, and nothing else of this host. */
    private static void bind(OwnMounts mounts, Containerd containerd) throws Exception {
        assertThat(mounts.run(
                        "sh",
                        "-c",
                        "mount -t tmpfs tmpfs /run && mkdir /run/containerd && ln -s " + containerd.socket()
                                + " /run/containerd/containerd.sock"))
                .isZero();
    }

    private Path logs() throws IOException {
        return Files.createDirectories(folder.resolve("logs"));
    }

    /** What the attempts of a container said, from line {@code from} on. */
    private List<String> said(String container, int from) throws IOException {
        Path log = logs().resolve(container + ".log");
        return Files.exists(log)
                ? Files.readAllLines(log).stream()
                        .map(line -> line.substring(Math.max(0, line.indexOf("tried"))))
                        .filter(line -> line.startsWith("tried"))
                        .skip(from)
                        .toList()
                : List.of();
    }

    private void awaitThatAllAre(String container, String outcome) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            List<String> all = said(container, 0);
            assertThat(all).hasSizeGreaterThan(5);
            assertThat(all.subList(all.size() - 3, all.size())).as(container).containsOnly(outcome);
        });
    }

    @Test
    void killOnlyInTheContainersThatTheySelectWhetherTheseComeBeforeOrAfter() throws Exception {
        Path policies = Files.createDirectory(folder.resolve("policies"));
        Files.writeString(policies.resolve("web.yaml"), policy("web", OF_WEB, """
                  podSelector:
                    matchLabels:
                      app: web
                  containerSelector:
                    matchExpressions:
                    - key: name
                      operator: NotIn
                      values: [ sidecar ]
                """));
        Files.writeString(policies.resolve("host.yaml"), policy("host", OF_HOST, "  hostSelector: {}\n"));
        try (OwnMounts mounts = OwnMounts.make();
                Containerd containerd = new Containerd(Files.createDirectory(folder.resolve("containerd")))) {
            containerd.importImage();
            bind(mounts, containerd);
            try (Kubelet kubelet = new Kubelet(containerd.socket(), logs())) {
                kubelet.run("shop", "web", "uid-1-" + OWN, "early", "sh", "-c", TRYING);
                kubelet.run("shop", "db", "uid-2-" + OWN, "other", "sh", "-c", TRYING);
                try (RunningAgent agent = RunningAgent.behind(
                        Files.createDirectory(folder.resolve("agent")),
                        mounts.inside(List.of()),
                        "--tracing-policy-dir",
                        policies.toString())) {
                    awaitThatAllAre("early", KILLED_IN_WEB);
                    awaitThatAllAre("other", NOT_KILLED);
                    assertThat(host()).isEqualTo(KILLED_ON_HOST);

                    Kubelet.RunningPod late = kubelet.run("shop", "web", "uid-3-" + OWN, "late", "sh", "-c", TRYING);
                    kubelet.run("shop", "web", "uid-4-" + OWN, "sidecar", "sh", "-c", TRYING);
                    awaitThatAllAre("late", KILLED_IN_WEB);
                    awaitThatAllAre("sidecar", NOT_KILLED);
                    assertThat(said("sidecar", 0)).as("never").containsOnly(NOT_KILLED);
                    assertThat(said("other", 0)).as("never").containsOnly(NOT_KILLED);
                    assertThat(said("late", 0)).as("never for the host").doesNotContain(KILLED_ON_HOST);

                    kubelet.remove(late);
                    for (int i = 0; i < 3; i++) {
                        kubelet.run("shop", "db", "uid-" + (5 + i) + "-" + OWN, "next" + i, "sh", "-c", TRYING);
                        awaitThatAllAre("next" + i, NOT_KILLED);
                        assertThat(said("next" + i, 0)).as("never").containsOnly(NOT_KILLED);
                    }
                    assertThat(host()).isEqualTo(KILLED_ON_HOST);

                    int before = said("early", 0).size();
                    Files.delete(policies.resolve("web.yaml"));
                    awaitThatAllAre("early", NOT_KILLED);
                    assertThat(said("early", before)).containsOnly(KILLED_IN_WEB, NOT_KILLED);
                    assertThat(agent.isAlive()).isTrue();
                }
            }
        }
    }

    /** The same attempt outside of all containers. */
    private static String host() throws Exception {
        Process process = new ProcessBuilder(
                        "sh",
                        "-c",
                        "busybox mkdir " + OF_WEB + " 2>&-; w=$?; busybox mkdir " + OF_HOST + " 2>&-; echo tried $w $?")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        return process.inputReader().readLine();
    }
}
