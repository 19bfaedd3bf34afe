package dev.skep.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code skep drop} as users have it. */
@Tag("kernel")
class DropProcessTest {
    private static final String PING =
            "0200000000010200000000020800" + "4500001c00010000400100000a0000010a000002" + "0800000000010001";

    @TempDir
    private Path folder;

    @Test
    void packetsAreDroppedUntilItEnds() throws Exception {
        try (Cable cable = Cable.lay()) {
            await().atMost(Duration.ofSeconds(20)).until(cable::answersPings);
            try (SkepProcess skep = SkepProcess.start(
                    folder, "drop", "icmp", "and", "ttl", "=", "64", "-i", cable.device(), "--rule", "udp port 9")) {
                skep.armed();
                assertThat(cable.answersPings()).isFalse();
                skep.signal("INT");
                assertThat(skep.status()).as(skep.error()).isZero();
                assertThat(skep.out())
                        .containsPattern("(?m)^[1-9]\\d* dropped: icmp and ttl = 64$")
                        .contains("0 dropped: udp port 9\n")
                        .containsPattern("(?m)^\\d+ passed$");
            }
            assertThat(cable.answersPings()).isTrue();
        }
    }

    @Test
    void aDryRunOnlyCounts() throws Exception {
        try (Cable cable = Cable.lay()) {
            await().atMost(Duration.ofSeconds(20)).until(cable::answersPings);
            try (SkepProcess skep = SkepProcess.start(folder, "drop", "icmp", "-i", cable.device(), "--dry-run")) {
                skep.armed();
                assertThat(cable.answersPings()).isTrue();
                skep.signal("TERM");
                assertThat(skep.status()).isZero();
                assertThat(skep.out()).containsPattern("(?m)^[1-9]\\d* matched, none dropped: icmp$");
            }
        }
    }

    @Test
    void nothingIsDroppedAfterItIsKilled() throws Exception {
        try (Cable cable = Cable.lay()) {
            try (SkepProcess skep = SkepProcess.start(folder, "drop", "icmp", "-i", cable.device(), "--for", "1h")) {
                skep.armed();
                skep.signal("KILL");
                assertThat(skep.status()).isNotZero();
            }
            await().atMost(Duration.ofSeconds(20)).until(cable::answersPings);
        }
    }

    @Test
    void theSessionThatItIsTypedInIsNotCut() throws Exception {
        ProcessBuilder skep = new ProcessBuilder(SkepProcess.command("drop", "tcp", "port", "22", "-i", "lo"));
        skep.environment().put("SSH_CONNECTION", "192.0.2.7 50022 192.0.2.1 22");
        Process process = skep.start();
        assertThat(process.waitFor()).isEqualTo(2);
        assertThat(new String(process.getErrorStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8))
                .contains("would drop packets that this very session needs, from 192.0.2.7:50022", "--force");
    }

    @Test
    void tellsWhichPacketsOfACaptureWouldBeDropped() throws Exception {
        Path capture = folder.resolve("two.pcap");
        Files.write(capture, capture(PING, PING.replace("4001", "4011")));
        Cli.Run run = Cli.run("drop", "test", "--recipe", "land", "--rule", "icmp", "--pcap", capture.toString());
        assertThat(run.error()).isEmpty();
        assertThat(run.out())
                .isEqualTo("1  IP 10.0.0.1 > 10.0.0.2: ICMP type 8 code 0, ttl 64, length 28\n"
                        + "1 of 2 packets would be dropped\n");
    }

    @Test
    void aFileThatIsNoCaptureIsAnError() throws IOException {
        Path text = Files.writeString(folder.resolve("text"), "not a capture");
        Cli.Run run = Cli.run("drop", "test", "icmp", "--pcap", text.toString());
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.error()).contains("it is neither pcap nor pcapng").hasLineCount(1);
    }

    private static byte[] capture(String... packets) {
        ByteBuffer file = ByteBuffer.allocate(1000);
        file.putInt(0xa1b2c3d4)
                .putShort((short) 2)
                .putShort((short) 4)
                .putLong(0)
                .putInt(262_144)
                .putInt(1);
        for (String packet : packets) {
            byte[] bytes = HexFormat.of().parseHex(packet);
            file.putLong(0).putInt(bytes.length).putInt(bytes.length).put(bytes);
        }
        byte[] used = new byte[file.position()];
        file.get(0, used);
        return used;
    }
}
