package dev.skep.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.skep.drop.live.LiveDrops;
import dev.skep.testkit.network.VirtualCable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code skep drop --pin} and the commands for what is pinned, as users have them. */
@Tag("kernel")
class PinnedDropTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    private Path folder;

    private static int index(Cable cable) throws Exception {
        return Integer.parseInt(Files.readString(Path.of("/sys/class/net", cable.device(), "ifindex"))
                .strip());
    }

    @Test
    void goesOnWithoutItsProcessUntilItIsRemoved() throws Exception {
        try (OwnMounts mounts = OwnMounts.make();
                Cable cable = Cable.lay()) {
            await().atMost(PATIENCE).until(cable::answersPings);
            Cli.Run pin = mounts.skep(folder, "drop", "udp", "port", "9", "-i", cable.device(), "--pin", "web");
            assertThat(pin.error())
                    .isEqualTo(
                            "skep drop: no BPF file system was mounted: it is now, at /sys/fs/bpf, for root alone\n");
            assertThat(pin.out())
                    .isEqualTo("web: 1 rule at work on " + cable.device() + " (native), until skep drop remove web\n");
            assertThat(mounts.run("test", "-O", "/sys/fs/bpf/skep/drop/web/link_" + index(cable)))
                    .isZero();
            assertThat(cable.answersPings()).isTrue();

            assertThat(mounts.skep(folder, "drop", "add", "web", "icmp", "--recipe", "xmas")
                            .out())
                    .startsWith("web: rule 2 added: icmp\nweb: rule 3 added: tcp[tcpflags]");
            assertThat(cable.answersPings()).isFalse();
            assertThat(mounts.skep(folder, "drop", "list", "-o", "json").out().lines())
                    .filteredOn(line -> line.contains(cable.device()))
                    .hasSize(3)
                    .element(1)
                    .asString()
                    .startsWith("{\"name\":\"web\",\"pid\":0,\"state\":\"active\",\"mode\":\"native\",\"devices\":[\""
                            + cable.device() + "\"],")
                    .contains("\"until\":\"\"", "\"rule\":2,")
                    .containsPattern("\"dropped\":[1-9]")
                    .endsWith("\"filter\":\"icmp\"}");

            assertThat(mounts.skep(folder, "drop", "remove", "web", "--rule", "2")
                            .out())
                    .isEqualTo("web: rule 2 removed: icmp\n");
            assertThat(cable.answersPings()).isTrue();
            assertThat(mounts.skep(folder, "drop", "remove", "web").out()).isEqualTo("web: removed\n");
            assertThat(LiveDrops.onDevice(index(cable))).isEmpty();
        }
    }

    @Test
    void endsAfterItsTimeThoughNobodyLooksAfterIt() throws Exception {
        try (OwnMounts mounts = OwnMounts.make();
                Cable cable = Cable.lay()) {
            assertThat(mounts.skep(folder, "drop", "icmp", "-i", cable.device(), "--pin", "short", "--for", "3s")
                            .status())
                    .isZero();
            await().atMost(PATIENCE).until(cable::answersPings);
            assertThat(LiveDrops.onDevice(index(cable))).isPresent();
            Cli.Run list = mounts.skep(folder, "drop", "list");
            assertThat(list.error()).isEqualTo("skep drop list: short: its time was over: removed\n");
            assertThat(list.out()).doesNotContain("short");
            assertThat(LiveDrops.onDevice(index(cable))).isEmpty();
        }
    }

    @Test
    void isThereAsAWholeOrNotAtAllWhenItsMakerIsKilled() throws Exception {
        try (OwnMounts mounts = OwnMounts.make();
                Cable cable = Cable.lay()) {
            try (SkepProcess skep = mounts.start(folder, "drop", "icmp", "-i", cable.device(), "--pin", "half")) {
                await().atMost(PATIENCE)
                        .pollInterval(Duration.ofMillis(1))
                        .until(() -> LiveDrops.onDevice(index(cable)).isPresent());
                skep.signal("KILL");
                assertThat(skep.status()).isBetween(0, 137);
            }
            Cli.Run list = mounts.skep(folder, "drop", "list");
            if (Pattern.compile("(?m)^half +active").matcher(list.out()).find()) {
                assertThat(list.error()).isEmpty();
                assertThat(cable.answersPings()).isFalse();
            } else {
                await().atMost(PATIENCE).until(cable::answersPings);
                // Whoever lists all links at this moment has it open a little longer.
                await().atMost(PATIENCE)
                        .until(() -> LiveDrops.onDevice(index(cable)).isEmpty());
            }
        }
    }

    @Test
    void showsWhatItDropsToWhoWatches() throws Exception {
        try (OwnMounts mounts = OwnMounts.make();
                Cable cable = Cable.lay()) {
            assertThat(mounts.skep(folder, "drop", "icmp", "-i", cable.device(), "--pin", "web")
                            .status())
                    .isZero();
            try (SkepProcess watch = mounts.start(folder, "drop", "watch", "web", "--sample", "5")) {
                watch.armed();
                await().atMost(PATIENCE).until(() -> {
                    cable.answersPings();
                    return watch.out()
                            .contains("  " + cable.device() + "  rule 1  IP " + VirtualCable.THERE + " > "
                                    + VirtualCable.HERE + ": ICMP");
                });
                Path other = Files.createDirectory(folder.resolve("other"));
                assertThat(mounts.skep(other, "drop", "remove", "--all").out()).isEqualTo("web: removed\n");
                assertThat(watch.status()).as("it ends with what it shows").isZero();
                assertThat(watch.out()).containsPattern("(?m)^[1-9]\\d* dropped: icmp$");
            }
        }
    }

    @Test
    void namesWhoHoldsADeviceOrAName() throws Exception {
        try (OwnMounts mounts = OwnMounts.make();
                Cable cable = Cable.lay()) {
            Path other = Files.createDirectory(folder.resolve("other"));
            try (SkepProcess first = mounts.start(folder, "drop", "icmp", "-i", cable.device())) {
                first.armed();
                Cli.Run second = mounts.skep(other, "drop", "udp", "-i", cable.device());
                assertThat(second.status()).isEqualTo(1);
                assertThat(second.error())
                        .isEqualTo("skep drop: " + cable.device() + ": another skep drop is at work there, by process "
                                + first.pid() + " (java)\n");
                assertThat(mounts.skep(other, "drop", "list").out())
                        .containsPattern("(?m)^pid " + first.pid() + " .* icmp$");
                String pid = Long.toString(first.pid());
                assertThat(mounts.skep(other, "drop", "add", pid, "udp", "port", "9")
                                .out())
                        .isEqualTo(pid + ": rule 2 added: udp port 9\n");
                assertThat(mounts.skep(other, "drop", "remove", pid, "--rule", "1")
                                .out())
                        .isEqualTo(pid + ": rule 1 removed: icmp\n");
                assertThat(cable.answersPings()).isTrue();
                assertThat(mounts.skep(other, "drop", "watch", pid, "--sample", "3")
                                .error())
                        .endsWith("was not told to show samples: it needs --sample itself\n");
                first.signal("INT");
                assertThat(first.status()).isZero();
            }
            assertThat(mounts.skep(folder, "drop", "icmp", "-i", cable.device(), "--pin", "web")
                            .error())
                    .contains("no BPF file system was mounted");
            assertThat(mounts.skep(folder, "drop", "udp", "-i", cable.device()).error())
                    .isEqualTo("skep drop: " + cable.device()
                            + ": skep drop 'web' is at work there: skep drop add web FILTER adds rules, skep drop remove web"
                            + " ends it\n");
            assertThat(mounts.skep(folder, "drop", "udp", "-i", "lo", "--pin", "web")
                            .error())
                    .startsWith("skep drop: name 'web' is taken: ");
            Cli.Run unknown = mounts.skep(folder, "drop", "remove", "wbe");
            assertThat(unknown.error()).isEqualTo("skep drop remove: no skep drop 'wbe': there are web\n");
            assertThat(unknown.status()).isEqualTo(2);
        }
    }

    @Test
    void addedRulesDoNotCutTheSessionEither() throws Exception {
        try (OwnMounts mounts = OwnMounts.make();
                Cable cable = Cable.lay()) {
            assertThat(mounts.skep(folder, "drop", "icmp", "-i", cable.device(), "--pin", "web")
                            .status())
                    .isZero();
            for (String words : new String[] {"drop add web tcp port 22", "drop tcp port 22 -i lo --pin other"}) {
                ProcessBuilder skep = new ProcessBuilder(mounts.inside(SkepProcess.command(words.split(" "))));
                skep.environment().put("SSH_CONNECTION", "192.0.2.7 50022 192.0.2.1 22");
                Process process = skep.start();
                assertThat(process.waitFor()).isEqualTo(2);
                assertThat(process.errorReader().readLine())
                        .contains("would drop packets that this very session needs");
            }
            assertThat(mounts.skep(folder, "drop", "list").out())
                    .doesNotContain("tcp port 22")
                    .contains("icmp");
        }
    }
}
