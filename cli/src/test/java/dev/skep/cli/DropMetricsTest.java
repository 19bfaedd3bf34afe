package dev.skep.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code --metrics} answers to Prometheus. */
@Tag("kernel")
class DropMetricsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** A line of Prometheus' text format. */
    private static final Pattern SERIES =
            Pattern.compile("[a-z_]+\\{([a-z_]+=\"([^\"\\\\\n]|\\\\[\\\\\"n])*\",?)+\\} \\d+");

    @TempDir
    private Path folder;

    @Test
    void tellsWhatEachRuleDidOnEachDevice() throws Exception {
        try (OwnMounts mounts = OwnMounts.make();
                Cable cable = Cable.lay()) {
            assertThat(mounts.skep(
                                    folder,
                                    "drop",
                                    "icmp",
                                    "-i",
                                    cable.device() + ",lo",
                                    "--pin",
                                    "web",
                                    "--rule",
                                    "udp port 9 and ip[0:1] != 0x4f and ether[0] < 300",
                                    "--dry-run")
                            .status())
                    .isZero();
            try (SkepProcess exporter = mounts.start(folder, "drop", "watch", "--metrics", ":0")) {
                URI url = url(exporter);
                assertThat(url.getHost()).isEqualTo("127.0.0.1");
                String own = "name=\"web\",device=\"" + cable.device() + "\"";
                await().atMost(PATIENCE).until(() -> {
                    cable.answersPings();
                    return Pattern.compile("skep_drop_packets_total\\{" + own
                                    + ",rule=\"1\",filter=\"icmp\",action=\"count\",map=\"\\d+\"} [1-9]")
                            .matcher(get(url).body())
                            .find();
                });
                HttpResponse<String> answer = get(url);
                assertThat(answer.headers().firstValue("Content-Type"))
                        .contains("text/plain; version=0.0.4; charset=utf-8");
                List<String> lines = answer.body().lines().toList();
                assertThat(lines).filteredOn(line -> !line.startsWith("#")).allMatch(SERIES.asMatchPredicate());
                assertThat(lines)
                        .contains(
                                "# TYPE skep_drop_packets_total counter",
                                "# TYPE skep_drop_bytes_total counter",
                                "# TYPE skep_drop_passed_packets_total counter",
                                "# TYPE skep_drop_passed_bytes_total counter")
                        .anyMatch(line -> line.startsWith(
                                        "skep_drop_packets_total{name=\"web\",device=\"lo\",rule=\"2\",filter=\"udp port 9 and"
                                                + " ip[0:1] != 0x4f and ether[0] < 300\",action=\"count\",map=")
                                && line.endsWith("} 0"))
                        .anyMatch(line -> line.startsWith("skep_drop_passed_bytes_total{" + own + ",map="));
                assertThat(get(url.resolve("/other")).statusCode()).isEqualTo(404);
                exporter.signal("TERM");
                assertThat(exporter.status()).isZero();
            }
        }
    }

    @Test
    void isRefusedWhereSomebodyElseListens() throws Exception {
        try (Cable cable = Cable.lay();
                ServerSocket taken = new ServerSocket(0)) {
            try (SkepProcess skep = SkepProcess.start(
                    folder, "drop", "icmp", "-i", cable.device(), "--metrics", ":" + taken.getLocalPort())) {
                assertThat(skep.status()).isEqualTo(1);
                assertThat(skep.error())
                        .isEqualTo("skep drop: serve metrics at 127.0.0.1:" + taken.getLocalPort()
                                + ": Address already in use\n");
            }
            assertThat(cable.answersPings()).isTrue();
        }
    }

    private URI url(SkepProcess exporter) {
        Pattern place = Pattern.compile("metrics at (http://\\S+/metrics)\n");
        await().atMost(PATIENCE)
                .until(() ->
                        place.matcher(Files.readString(folder.resolve("error"))).find());
        try {
            Matcher found = place.matcher(exporter.error());
            assertThat(found.find()).isTrue();
            return URI.create(found.group(1));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static HttpResponse<String> get(URI url) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(url).build(), HttpResponse.BodyHandlers.ofString());
        }
    }
}
