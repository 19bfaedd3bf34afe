package dev.skep.security.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.security.policy.event.ArgumentValue;
import dev.skep.security.policy.event.PolicyEvent;
import dev.skep.security.policy.model.PolicyName;
import dev.skep.security.policy.model.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("kernel")
class WorkloadPolicyTest {
    private PolicyWatch watch;
    private Path group;

    @BeforeEach
    void begin() throws IOException {
        watch = new PolicyWatch();
        Path root = Path.of("/sys/fs/cgroup");
        Path unified = Files.exists(root.resolve("cgroup.controllers")) ? root : root.resolve("unified");
        group = Files.createDirectory(
                unified.resolve("skep-policy-" + ProcessHandle.current().pid()));
    }

    @AfterEach
    void end() throws IOException {
        watch.close();
        Files.deleteIfExists(group);
    }

    private long id() throws IOException {
        return ((Number) Files.getAttribute(group, "unix:ino")).longValue();
    }

    private void inGroup(String folder) throws Exception {
        int status = new ProcessBuilder(
                        "/bin/sh",
                        "-c",
                        "echo $$ > " + group + "/cgroup.procs && exec /bin/sh -c 'cd " + folder + "; :'")
                .start()
                .waitFor();
        assertThat(status).isZero();
    }

    private static void outside(String folder) throws Exception {
        new ProcessBuilder("/bin/sh", "-c", "cd " + folder + "; :").start().waitFor();
    }

    private List<String> told() {
        return watch.events().stream()
                .map(event -> ((ArgumentValue.Text) PolicyWatch.values(event).getFirst()).value())
                .toList();
    }

    private static final String POLICY = """
            kprobes:
            - call: sys_chdir
              syscall: true
              args:
              - index: 0
                type: string
              selectors:
              - matchArgs:
                - index: 0
                  operator: Prefix
                  values: [ "/policy" ]
            """;

    @Test
    void isForThePodsThatItSelectsAsTheyBecomeKnown() throws Exception {
        watch.apply("""
                podSelector:
                  matchLabels:
                    app: web
                containerSelector:
                  matchExpressions:
                  - key: name
                    operator: In
                    values: [ main ]
                """ + POLICY);
        inGroup("/policy-unknown");
        watch.policies().known(id(), workload("db"));
        inGroup("/policy-other");
        watch.policies().known(id(), workload("web"));
        inGroup("/policy-web");
        outside("/policy-host");
        inGroup("/policy-last");
        watch.await(event -> PolicyWatch.values(event).contains(new ArgumentValue.Text("/policy-last")));
        assertThat(told()).containsExactly("/policy-web", "/policy-last");
    }

    private static Workload workload(String app) {
        return new Workload(Optional.of(new Workload.PodContainer("default", Map.of("app", app), "main", "nginx")));
    }

    @Test
    void isForTheHostAlone() throws Exception {
        watch.policies().known(id(), workload("web"));
        watch.apply("hostSelector: {}\npodSelector: { matchLabels: { app: none } }\n" + POLICY);
        watch.policies().known(own(), Workload.HOST);
        inGroup("/policy-pod");
        outside("/policy-host");
        PolicyEvent event = watch.await(e -> true);
        assertThat(PolicyWatch.values(event)).containsExactly(new ArgumentValue.Text("/policy-host"));
        assertThat(told()).containsExactly("/policy-host");
    }

    private static long own() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/self/cgroup"))) {
            if (line.startsWith("0::")) {
                Path root = Path.of("/sys/fs/cgroup");
                Path unified = Files.exists(root.resolve("cgroup.controllers")) ? root : root.resolve("unified");
                Path own = Path.of(unified + line.substring(3));
                return ((Number) Files.getAttribute(own, "unix:ino")).longValue();
            }
        }
        throw new AssertionError("no group of version 2");
    }

    @Test
    void tellsWhatHasChangedSinceAnExec() throws Exception {
        watch.applyToChdir("""
                - matchArgs:
                  - index: 0
                    operator: Prefix
                    values: [ "/policy" ]
                  matchNamespaceChanges:
                  - operator: In
                    values: [ Uts, Net ]
                - matchArgs:
                  - index: 0
                    operator: Prefix
                    values: [ "/policy" ]
                  matchCapabilityChanges:
                  - type: Effective
                    operator: In
                    values: [ CAP_NET_RAW ]
                """);
        new ProcessBuilder("/usr/bin/python3", "-c", """
                import os, ctypes
                def to(n):
                    try: os.chdir(n)
                    except OSError: pass
                libc = ctypes.CDLL(None)
                to("/policy-before")
                libc.unshare(0x08000000)
                to("/policy-ipc")
                libc.unshare(0x04000000)
                to("/policy-uts")
                if os.fork() == 0:
                    to("/policy-child")
                    os.execv("/bin/sh", ["sh", "-c", "cd /policy-exec; :"])
                os.wait()
                """).start().waitFor();
        new ProcessBuilder("/usr/bin/python3", "-c", """
                import os
                def to(n):
                    try: os.chdir(n)
                    except OSError: pass
                to("/policy-root")
                os.setresuid(1, 1, 1)
                to("/policy-last")
                """).start().waitFor();
        watch.await(event -> PolicyWatch.values(event).contains(new ArgumentValue.Text("/policy-last")));
        assertThat(told()).containsExactly("/policy-uts", "/policy-child", "/policy-last");
    }

    @Test
    void countsWhatItDoes() throws Exception {
        watch.applyToChdir("""
                - label: quiet
                  matchArgs:
                  - index: 0
                    operator: Equal
                    values: [ "/policy-quiet" ]
                  matchActions:
                  - action: NoPost
                - label: loud
                  matchArgs:
                  - index: 0
                    operator: Prefix
                    values: [ "/policy" ]
                  matchActions:
                  - action: Signal
                    argSig: 10
                """);
        outside("/policy-quiet");
        outside("/policy-quiet");
        outside("/policy-loud");
        watch.await(event -> true);
        PolicyFigures figures =
                watch.policies().figures(PolicyName.ofHost("test")).orElseThrow();
        assertThat(figures.hooks()).hasSize(1);
        HookFigures hook = figures.hooks().getFirst();
        assertThat(hook.state()).isEqualTo(HookFigures.State.LOADED);
        assertThat(hook.backend()).isEqualTo("tp_btf sys_enter/chdir");
        assertThat(hook.selectors().get(0).actions().noPost()).isEqualTo(2);
        assertThat(hook.selectors().get(0).actions().post()).isZero();
        assertThat(hook.selectors().get(1).label()).isEqualTo("loud");
        assertThat(hook.selectors().get(1).actions().post()).isEqualTo(1);
        assertThat(hook.selectors().get(1).actions().signal()).isEqualTo(1);
        assertThat(figures.kernelMemoryBytes()).isBetween(1L, 50L << 10);
        watch.apply(List.of(watch.current().getFirst(), PolicyWatch.policy("another", POLICY)));
        assertThat(watch.policies()
                        .figures(PolicyName.ofHost("test"))
                        .orElseThrow()
                        .actions()
                        .noPost())
                .isEqualTo(2);
    }

    @Test
    void explainsHowItWouldBeServed() {
        PolicyExplanation explanation =
                PolicyExplanation.of(PolicyWatch.policy("test", POLICY + """
                - call: no_such_function
                  syscall: false
                """).policy());
        PolicyExplanation.ServedBy served =
                explanation.hooks().getFirst().servings().getFirst();
        assertThat(served.hook()).isEqualTo("tp_btf sys_enter/chdir");
        assertThat(served.tests()).containsExactly("text of arg5 begins with \"/policy\"");
        assertThat(served.program().instructions()).isPositive();
        assertThat(explanation.hooks().getLast().problems().getFirst().message())
                .contains("this kernel has no function no_such_function");
    }
}
