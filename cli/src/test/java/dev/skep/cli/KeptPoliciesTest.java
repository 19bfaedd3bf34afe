package dev.skep.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code skep agent --keep}: policies without their agent, as users have them. */
@Tag("kernel")
final class KeptPoliciesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern ATTEMPT = Pattern.compile("attempt-(\\d+)");
    private static final int KILLED = 137;

    @TempDir
    private Path folder;

    private Path secret;
    private Path policies;

    @BeforeEach
    void write() throws IOException {
        secret = Files.writeString(folder.resolve("secret"), "told\n");
        policies = Files.createDirectory(folder.resolve("policies"));
    }

    private void policy(String name, String selector) throws IOException {
        Files.writeString(policies.resolve(name + ".yaml"), """
                apiVersion: cilium.io/v1alpha1
                kind: TracingPolicy
                metadata:
                  name: %s
                spec:
                  kprobes:
                  - call: security_file_permission
                    syscall: false
                    args:
                    - index: 0
                      type: file
                    selectors:
                    - matchArgs:
                      - index: 0
                        operator: Equal
                        values: [ %s ]
                %s      matchActions:
                      - action: Sigkill
                """.formatted(name, secret, selector));
    }

    private static OwnMounts mounts() throws Exception {
        OwnMounts mounts = OwnMounts.make();
        assertThat(mounts.run("mount", "-t", "bpf", "-o", "mode=0700", "bpf", "/sys/fs/bpf"))
                .isZero();
        return mounts;
    }

    private RunningAgent agent(OwnMounts mounts, String name, String... more) throws IOException {
        List<String> options = new ArrayList<>(List.of(
                "--tracing-policy-dir",
                policies.toString(),
                "--persist-grpc-policies-dir",
                folder.resolve("clients").toString(),
                "--export-filename",
                events(name).toString()));
        options.addAll(List.of(more));
        return RunningAgent.behind(
                Files.createDirectory(folder.resolve(name)), mounts.inside(List.of()), options.toArray(String[]::new));
    }

    private Path events(String name) {
        return folder.resolve(name + ".json");
    }

    private static void kill(RunningAgent agent) throws Exception {
        agent.signal("KILL");
        await().atMost(PATIENCE).until(() -> !agent.isAlive());
    }

    private int read() throws Exception {
        return new ProcessBuilder("cat", secret.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    private static Cli.Run release(OwnMounts mounts, Path files) throws Exception {
        return mounts.skep(files, "policy", "release");
    }

    /** Pins that are there. */
    private static boolean isKept(OwnMounts mounts) throws Exception {
        return mounts.run("sh", "-c", "find /sys/fs/bpf/skep -type f | grep -q .") == 0;
    }

    @Test
    void nothingGetsThroughWhileOneAgentIsKilledAndAnotherTakesOver() throws Exception {
        policy("guarded", "");
        try (OwnMounts mounts = mounts()) {
            Process stream;
            Path tried = folder.resolve("tried");
            try (RunningAgent first = agent(mounts, "first", "--keep")) {
                assertThat(read()).isEqualTo(KILLED);
                stream = new ProcessBuilder(
                                "sh",
                                "-c",
                                "i=0; while [ ! -e stop ]; do i=$((i+1)); cat secret attempt-$i >> leaked; echo $i >> tried; done")
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
                await().atMost(PATIENCE).until(() -> told("first").size() > 5);
                kill(first);
            }
            int then = last(tried);
            await().atMost(PATIENCE).until(() -> last(tried) > then + 20);
            try (RunningAgent second = agent(mounts, "second", "--keep")) {
                await().atMost(PATIENCE).until(() -> second.said().contains("taken over: guarded"));
                int attempts = last(tried);
                await().atMost(PATIENCE).until(() -> last(tried) > attempts + 50);
                Files.createFile(folder.resolve("stop"));
                assertThat(stream.waitFor()).isZero();
                int all = last(tried);
                await().atMost(PATIENCE).until(() -> told("second").contains(all));
                assertThat(Files.size(folder.resolve("leaked"))).isZero();
                List<Integer> told = told("second");
                assertThat(told.getFirst()).as("told before the old ones ended").isLessThan(attempts);
                assertThat(told)
                        .isEqualTo(IntStream.rangeClosed(told.getFirst(), all)
                                .boxed()
                                .toList());
                assertThat(second.said()).containsPattern("; [1-9]\\d* events waited for a reader and are lost");

                assertThat(Cli.run("status", "--server-address", second.socket().toString())
                                .out())
                        .contains("events while no agent ran");
                assertThat(Cli.run(
                                        "policy",
                                        "delete",
                                        "guarded",
                                        "--domain",
                                        "static",
                                        "--server-address",
                                        second.socket().toString())
                                .status())
                        .isZero();
                assertThat(read()).isZero();
                assertThat(isKept(mounts)).isFalse();
            }
        }
    }

    /** The last attempt that was made; its line may be half written, and the one before counts then. */
    private static int last(Path tried) throws IOException {
        String text = Files.readString(tried);
        String whole = text.substring(0, text.lastIndexOf('\n'));
        return Integer.parseInt(whole.substring(whole.lastIndexOf('\n') + 1));
    }

    /** The attempts that an agent told to be killed, in order. */
    private List<Integer> told(String agent) throws IOException {
        try (Stream<String> lines = RunningAgent.exported(events(agent), "\"process_kprobe\"").stream()) {
            return lines.map(ATTEMPT::matcher)
                    .filter(Matcher::find)
                    .map(found -> Integer.valueOf(found.group(1)))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void anAgentThatIsAskedToEndKeepsThemAndOneWithoutKeepTakesThemWithIt() throws Exception {
        policy("guarded", "");
        try (OwnMounts mounts = mounts()) {
            try (RunningAgent first = agent(mounts, "first", "--keep")) {
                Cli.Run busy = release(mounts, folder);
                assertThat(busy.status()).isEqualTo(1);
                assertThat(busy.error())
                        .isEqualTo("skep policy release: the agent that runs, process " + first.pid()
                                + ", keeps guarded: skep policy delete ends them\n");
                assertThat(first.end(PATIENCE)).isZero();
                assertThat(first.said())
                        .contains("policies stay in force without an agent: guarded (skep policy release ends them)");
            }
            assertThat(read()).isEqualTo(KILLED);
            Files.delete(policies.resolve("guarded.yaml"));
            policy("other", "");
            try (RunningAgent second = agent(mounts, "second")) {
                await().atMost(PATIENCE).until(() -> second.said().contains("taken over"));
                assertThat(second.said())
                        .contains(
                                "taken over: guarded; this agent has not, and they end: guarded; this agent keeps none");
                assertThat(isKept(mounts)).isFalse();
                assertThat(read()).isEqualTo(KILLED);
                kill(second);
            }
            assertThat(read()).isZero();
        }
    }

    @Test
    void releaseEndsWhatAKilledAgentLeft() throws Exception {
        policy("guarded", "");
        try (OwnMounts mounts = mounts()) {
            try (RunningAgent first = agent(mounts, "first", "--keep")) {
                kill(first);
            }
            assertThat(read()).isEqualTo(KILLED);
            assertThat(mounts.skep(
                                    folder,
                                    "policy",
                                    "list",
                                    "--server-address",
                                    folder.resolve("none").toString())
                            .error())
                    .endsWith(
                            "(does it run?); an agent that ended keeps in force: guarded (skep policy release ends them)\n");
            Cli.Run released = release(mounts, folder);
            assertThat(released.out()).startsWith("released: guarded (kept by process ");
            assertThat(released.status()).isZero();
            assertThat(read()).isZero();
            assertThat(isKept(mounts)).isFalse();
            assertThat(release(mounts, folder).error()).isEqualTo("skep policy release: no policies are kept\n");
        }
    }

    @Test
    void whatDescendsFromAMarkedProgramStaysMarkedThoughItsAncestorsHaveEnded() throws Exception {
        Path marked = Files.copy(Path.of("/bin/sh").toRealPath(), folder.resolve("marked"));
        policy("followed", """
                      matchBinaries:
                      - operator: In
                        values: [ %s ]
                        followChildren: true
                """.formatted(marked));
        try (OwnMounts mounts = mounts()) {
            try (RunningAgent first = agent(mounts, "first", "--keep")) {
                assertThat(read()).as("of a process that is not marked").isZero();
                assertThat(new ProcessBuilder(
                                        marked.toString(),
                                        "-c",
                                        "sh -c 'until [ -e go ]; do sleep 0.1; done; cat secret > leaked; echo $? > ended' > /dev/null"
                                                + " 2>&1 &")
                                .directory(folder.toFile())
                                .start()
                                .waitFor())
                        .isZero();
                kill(first);
            }
            try (RunningAgent second = agent(mounts, "second", "--keep")) {
                await().atMost(PATIENCE).until(() -> second.said().contains("taken over: followed"));
                Files.createFile(folder.resolve("go"));
                await().atMost(PATIENCE).until(() -> Files.exists(folder.resolve("ended")));
                assertThat(Files.size(folder.resolve("leaked"))).isZero();
                assertThat(read()).isZero();
            }
            assertThat(release(mounts, folder).status()).isZero();
        }
    }

    @Test
    void whatThePolicyBecameThatCannotBeServedLeavesTheOldOneInForce() throws Exception {
        policy("guarded", "");
        try (OwnMounts mounts = mounts()) {
            try (RunningAgent first = agent(mounts, "first", "--keep")) {
                kill(first);
            }
            Path file = policies.resolve("guarded.yaml");
            String sound = Files.readString(file);
            Files.writeString(file, sound.replace("security_file_permission", "security_no_such_hook"));
            try (RunningAgent second = agent(mounts, "second", "--keep")) {
                await().atMost(PATIENCE)
                        .until(() -> second.said()
                                .contains(
                                        "all that the agent before kept stays in force until this one can put into force, or is"
                                                + " told to delete: guarded"));
                assertThat(read()).isEqualTo(KILLED);
                Files.writeString(file, sound);
                await().atMost(PATIENCE).until(() -> second.said().contains("taken over: guarded"));
                assertThat(read()).isEqualTo(KILLED);
            }
            assertThat(release(mounts, folder).status()).isZero();
        }
    }

    @Test
    void withoutABpfFileSystemOrWithOneThatOthersMayWriteToItDoesNotStart() throws Exception {
        try (OwnMounts mounts = OwnMounts.make()) {
            Cli.Run none = start(mounts);
            assertThat(none.status()).isEqualTo(1);
            assertThat(none.error())
                    .isEqualTo("skep agent: policies cannot be kept: no BPF file system is mounted at /sys/fs/bpf"
                            + " (mount -t bpf -o mode=0700 bpf /sys/fs/bpf)\n");
            assertThat(mounts.run("sh", "-c", "mount -t bpf bpf /sys/fs/bpf && mkdir -m 777 /sys/fs/bpf/skep"))
                    .isZero();
            Cli.Run open = start(mounts);
            assertThat(open.status()).isEqualTo(1);
            assertThat(open.error())
                    .startsWith("skep agent: /sys/fs/bpf/skep is not trusted: it belongs to user 0 with rwx");
        }
    }

    private Cli.Run start(OwnMounts mounts) throws Exception {
        return mounts.skep(
                folder,
                "agent",
                "--keep",
                "--metrics-server",
                "",
                "--tracing-policy-dir",
                "",
                "--persist-grpc-policies-dir",
                folder.resolve("clients").toString(),
                "--server-socket",
                folder.resolve("socket").toString());
    }

    @Test
    void nothingIsLeftWithoutKeep() throws Exception {
        policy("guarded", "");
        try (OwnMounts mounts = mounts();
                RunningAgent agent = agent(mounts, "first")) {
            assertThat(read()).isEqualTo(KILLED);
            assertThat(mounts.run("test", "-e", "/sys/fs/bpf/skep")).isNotZero();
            kill(agent);
            await().atMost(PATIENCE).until(() -> read() == 0);
        }
    }
}
