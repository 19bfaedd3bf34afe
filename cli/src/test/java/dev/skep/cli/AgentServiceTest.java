package dev.skep.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.skep.bpf.program.Program;
import dev.skep.bpf.program.ProgramInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The agent as a service: by its unit under systemd, and with the rights of its unit without it. */
@Tag("kernel")
final class AgentServiceTest {
    private static final Path UNIT = Path.of(System.getProperty("skep.root"), "launcher/systemd/skep-agent.service");
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String SAID = "/run/agent-said";
    private static final String CONFIG = "/etc/skep/agent.yaml";
    private static final String EVENTS = "/var/log/skep/events.log";

    private static final int KILLED = 137;

    @TempDir
    private Path folder;

    /** The unit of the repository, that starts these classes, and says what it says where the test reads it. */
    private static String unit() throws IOException {
        String command = SkepProcess.command("agent", "--metrics-server", "''").stream()
                .map(word -> word.equals("''") ? "\"\"" : word)
                .collect(Collectors.joining(" "));
        String unit = Files.readString(UNIT);
        assertThat(unit).contains("ExecStart=/opt/skep/skep agent\n");
        return unit.replace(
                "ExecStart=/opt/skep/skep agent\n",
                "ExecStart=" + command + "\nStandardOutput=append:" + SAID + "\nStandardError=append:" + SAID + "\n");
    }

    private static void awaitText(Path file, String text) {
        await().atMost(SOON)
                .until(() -> Files.exists(file) && Files.readString(file).contains(text));
    }

    private static Map<String, String> status(long pid) throws IOException {
        Map<String, String> status = new TreeMap<>();
        for (String line : Files.readAllLines(Path.of("/proc", Long.toString(pid), "status"))) {
            int colon = line.indexOf(':');
            status.put(line.substring(0, colon), line.substring(colon + 1).strip());
        }
        return status;
    }

    /** The programs that a process holds. */
    private static List<Integer> programs(long pid) throws IOException {
        List<Integer> ids = new ArrayList<>();
        Pattern id = Pattern.compile("(?m)^prog_id:\\s+(\\d+)$");
        try (var files = Files.newDirectoryStream(Path.of("/proc", Long.toString(pid), "fdinfo"))) {
            for (Path file : files) {
                Matcher found = id.matcher(Files.exists(file) ? Files.readString(file) : "");
                while (found.find()) {
                    ids.add(Integer.parseInt(found.group(1)));
                }
            }
        }
        return ids;
    }

    private static boolean exists(int program) {
        return Program.open(program)
                .map(open -> {
                    try (open) {
                        ProgramInfo _ = open.info();
                        return true;
                    }
                })
                .orElse(false);
    }

    @Test
    void startsWithFewRightsReloadsAndStopsWithinASecondAndLeavesNothing() throws Exception {
        try (SystemdHost systemd = new SystemdHost(folder, unit())) {
            Files.writeString(systemd.file(CONFIG), "cluster-name: one\nexport-filename: " + EVENTS + "\n");
            assertThat(systemd.systemctl("start", "skep-agent")).isEmpty();
            awaitText(systemd.file(SAID), "watching");
            assertThat(systemd.property("ActiveState")).isEqualTo("active");
            long pid = systemd.mainProcess();
            assertThat(status(pid)).containsEntry("NoNewPrivs", "1").containsEntry("Seccomp", "2");
            assertThat(status(pid).get("CapPrm")).isEqualTo(status(pid).get("CapBnd"));
            SkepProcess.run("/bin/true", "marked-one");
            awaitText(systemd.file(EVENTS), "marked-one");

            Files.writeString(systemd.file(CONFIG), "cluster-name: two\nexport-filename: " + EVENTS + "\n");
            assertThat(systemd.systemctl("reload", "skep-agent")).isEmpty();
            awaitText(systemd.file(SAID), "configuration read again");
            SkepProcess.run("/bin/true", "marked-two");
            awaitText(systemd.file(EVENTS), "marked-two");
            assertThat(Files.readString(systemd.file(EVENTS)))
                    .contains("\"cluster_name\":\"one\"", "\"cluster_name\":\"two\"");

            List<Integer> programs = programs(pid);
            assertThat(programs).hasSizeGreaterThan(3).allMatch(AgentServiceTest::exists);
            long start = System.nanoTime();
            assertThat(systemd.systemctl("stop", "skep-agent")).isEmpty();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
            assertThat(systemd.property("Result")).isEqualTo("success");
            assertThat(systemd.file("/run/skep")).doesNotExist();
            await().until(() -> programs.stream().noneMatch(AgentServiceTest::exists));
        }
    }

    @Test
    void startsAgainAfterACrashButNotWithAConfigurationThatMakesNoSense() throws Exception {
        try (SystemdHost systemd = new SystemdHost(folder, unit())) {
            Files.writeString(systemd.file(CONFIG), "cluster-name: one\n");
            systemd.systemctl("start", "skep-agent");
            awaitText(systemd.file(SAID), "watching");
            Files.writeString(systemd.file(SAID), "");
            systemd.systemctl("kill", "--signal=KILL", "skep-agent");
            awaitText(systemd.file(SAID), "watching");
            assertThat(systemd.property("NRestarts")).isEqualTo("1");

            Files.writeString(systemd.file(CONFIG), "colour: red\n");
            systemd.systemctl("restart", "skep-agent");
            awaitText(systemd.file(SAID), "unknown key 'colour'");
            await().atMost(SOON).until(() -> systemd.property("ActiveState").equals("failed"));
            assertThat(systemd.property("ExecMainStatus")).isEqualTo("2");
            assertThat(systemd.property("NRestarts")).isEqualTo("0");
        }
    }

    @Test
    void keepsPoliciesThroughACrashAndAStop() throws Exception {
        String forbidden = "/proc/forbidden-" + ProcessHandle.current().pid();
        try (SystemdHost systemd = new SystemdHost(folder, unit())) {
            assertThat(
                            systemd.run(
                                    "sh",
                                    "-c",
                                    "mount -t bpf -o mode=0700 bpf /sys/fs/bpf && mount -t tracefs tracefs /sys/kernel/tracing"))
                    .isZero();
            Files.writeString(systemd.file(CONFIG), "keep: true\n");
            Files.createDirectory(systemd.file("/etc/skep/policies"));
            Files.writeString(systemd.file("/etc/skep/policies/guarded.yaml"), """
                    apiVersion: cilium.io/v1alpha1
                    kind: TracingPolicy
                    metadata:
                      name: guarded
                    spec:
                      tracepoints:
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
                    """.formatted(forbidden));
            systemd.systemctl("start", "skep-agent");
            awaitText(systemd.file(SAID), "watching");
            assertThat(systemd.run("mkdir", forbidden)).isEqualTo(KILLED);
            Files.writeString(systemd.file(SAID), "");
            systemd.systemctl("kill", "--signal=KILL", "skep-agent");
            assertThat(systemd.run("mkdir", forbidden)).isEqualTo(KILLED);
            awaitText(systemd.file(SAID), "taken over: guarded");
            awaitText(systemd.file(SAID), "watching");
            assertThat(systemd.systemctl("stop", "skep-agent")).isEmpty();
            awaitText(systemd.file(SAID), "policies stay in force without an agent: guarded");
            assertThat(systemd.run("mkdir", forbidden)).isEqualTo(KILLED);
            assertThat(systemd.run("umount", "/sys/fs/bpf")).isZero();
            await().atMost(SOON).until(() -> systemd.run("mkdir", forbidden) == 1);
        }
    }

    @Test
    void worksWithTheCapabilitiesOfItsUnit() throws Exception {
        String set = Files.readAllLines(UNIT).stream()
                .filter(line -> line.startsWith("CapabilityBoundingSet="))
                .map(line -> line.substring(line.indexOf('=') + 1))
                .findFirst()
                .orElseThrow();
        String capabilities = "-all"
                + Pattern.compile(" ")
                        .splitAsStream(set.toLowerCase(Locale.ROOT))
                        .map(name -> ",+" + name.substring("cap_".length()))
                        .collect(Collectors.joining());
        Path file = folder.resolve("events.log");
        try (RunningAgent agent = RunningAgent.behind(
                folder,
                List.of("setpriv", "--bounding-set", capabilities, "--no-new-privs"),
                "--export-filename",
                file.toString())) {
            assertThat(status(agent.pid())).containsEntry("NoNewPrivs", "1");
            assertThat(Long.bitCount(Long.parseUnsignedLong(status(agent.pid()).get("CapEff"), 16)))
                    .isBetween(1, 6);
            SkepProcess.run("/bin/true", "marked-three");
            awaitText(file, "marked-three");
        }
    }
}
