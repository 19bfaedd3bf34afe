package dev.skep.cli.drop;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.skep.cli.command.CommandFailure;
import dev.skep.drop.live.LiveDrop;
import dev.skep.drop.live.LiveDrops;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Answers Prometheus: the figures of all rules at work on this host, pinned or not, read from the kernel when they are asked for. Started
 * and closed by one thread.
 */
final class MetricsServer implements AutoCloseable {
    private static final String PATH = "/metrics";
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final int NO_BODY = -1;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private MetricsServer(HttpServer server) {
        this.server = server;
        server.setExecutor(threads);
        server.createContext("/", MetricsServer::answer);
        server.start();
    }

    static MetricsServer start(InetSocketAddress address) {
        try {
            return new MetricsServer(HttpServer.create(address, 0));
        } catch (IOException refused) {
            throw CommandFailure.failure("serve metrics at " + text(address) + ": " + refused.getMessage());
        }
    }

    /** Where Prometheus finds them. */
    String url() {
        return "http://" + text(server.getAddress()) + PATH;
    }

    private static String text(InetSocketAddress address) {
        String host = address.getAddress().getHostAddress();
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + address.getPort();
    }

    private static void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!exchange.getRequestURI().getPath().equals(PATH)) {
                exchange.sendResponseHeaders(NOT_FOUND, NO_BODY);
                return;
            }
            byte[] body = metrics().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
            boolean head = exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(OK, head ? NO_BODY : body.length);
            if (!head) {
                try (OutputStream out = exchange.getResponseBody()) {
                    out.write(body);
                }
            }
        }
    }

    private static String metrics() {
        List<LiveDrop> drops = LiveDrops.running();
        try {
            return MetricsText.of(drops);
        } finally {
            drops.forEach(LiveDrop::close);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }
}
