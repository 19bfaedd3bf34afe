package dev.skep.events.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MetricsServerTest {
    private static final InetSocketAddress ANYWHERE = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    private static HttpResponse<String> ask(String method, String url) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create(url))
                            .method(method, HttpRequest.BodyPublishers.noBody())
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    @Test
    void offersTheFiguresOfEachMoment() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        try (MetricsServer server = MetricsServer.start(
                ANYWHERE,
                "text/plain; version=0.0.4",
                out -> out.write(("asked " + asked.incrementAndGet() + "\n").getBytes(UTF_8)))) {
            assertThat(server.url()).isEqualTo("http://127.0.0.1:" + server.port() + "/metrics");
            HttpResponse<String> first = ask("GET", server.url());
            assertThat(first.statusCode()).isEqualTo(200);
            assertThat(first.headers().firstValue("Content-Type")).hasValue("text/plain; version=0.0.4");
            assertThat(first.body()).isEqualTo("asked 1\n");
            assertThat(ask("HEAD", server.url()).headers().firstValue("Content-Type"))
                    .hasValue("text/plain; version=0.0.4");
            assertThat(ask("GET", server.url()).body()).isEqualTo("asked 3\n");
        }
    }

    @Test
    void offersNothingElse() throws Exception {
        try (MetricsServer server = MetricsServer.start(ANYWHERE, "text/plain", out -> {})) {
            assertThat(ask("GET", server.url() + "/more").statusCode()).isEqualTo(404);
            assertThat(ask("GET", server.url().replace("/metrics", "/")).statusCode())
                    .isEqualTo(404);
            assertThat(ask("POST", server.url()).statusCode()).isEqualTo(405);
        }
    }

    @Test
    void saysThatFiguresCouldNotBeHad() throws Exception {
        try (MetricsServer server = MetricsServer.start(ANYWHERE, "text/plain", out -> {
            out.write('a');
            throw new IllegalStateException("the kernel refuses");
        })) {
            assertThat(ask("GET", server.url()).statusCode()).isEqualTo(500);
        }
    }
}
