package dev.skep.agent.metrics;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** Offers metrics over HTTP at {@code /metrics}. */
public final class MetricsServer implements AutoCloseable {
    private static final PrometheusTextFormatWriter FORMAT = PrometheusTextFormatWriter.builder()
            .setIncludeCreatedTimestamps(false)
            .build();

    private final Supplier<MetricSnapshots> metrics;
    private final HttpServer server;
    private final ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor();

    private MetricsServer(Supplier<MetricSnapshots> metrics, HttpServer server) {
        this.metrics = metrics;
        this.server = server;
    }

    /**
     * Listens.
     *
     * @throws IOException if the address cannot be had
     */
    public static MetricsServer start(InetSocketAddress address, Supplier<MetricSnapshots> metrics) throws IOException {
        HttpServer http = HttpServer.create(address, 0);
        MetricsServer server = new MetricsServer(metrics, http);
        http.createContext("/metrics", server::answer);
        http.setExecutor(server.calls);
        http.start();
        return server;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            boolean get = exchange.getRequestMethod().equals("GET");
            if (!get || !exchange.getRequestURI().getPath().equals("/metrics")) {
                exchange.sendResponseHeaders(get ? 404 : 405, -1);
                return;
            }
            exchange.getResponseHeaders().set("Content-Type", FORMAT.getContentType());
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream body = exchange.getResponseBody()) {
                FORMAT.write(body, metrics.get());
            }
        }
    }

    /** The port that it listens on. */
    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        calls.shutdownNow();
    }
}
