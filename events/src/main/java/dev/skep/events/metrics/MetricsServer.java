package dev.skep.events.metrics;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Offers figures over HTTP at {@value #PATH}, to GET and HEAD, until it is closed. */
public final class MetricsServer implements AutoCloseable {
    /** Where they are. */
    public static final String PATH = "/metrics";

    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final int METHOD_NOT_ALLOWED = 405;
    private static final int FAILED = 500;
    private static final int NO_BODY = -1;
    private static final System.Logger LOGGER = System.getLogger(MetricsServer.class.getName());

    private final String contentType;
    private final Figures figures;
    private final HttpServer server;
    private final ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor();

    /** What is offered. */
    @FunctionalInterface
    public interface Figures {
        /** Writes all of them as they are now: once for each request, perhaps by several threads at once. */
        void write(OutputStream out) throws IOException;
    }

    private MetricsServer(HttpServer server, String contentType, Figures figures) {
        this.server = server;
        this.contentType = contentType;
        this.figures = figures;
    }

    /**
     * Listens.
     *
     * @param contentType of what {@code figures} writes
     * @throws IOException if the address cannot be had
     */
    public static MetricsServer start(InetSocketAddress address, String contentType, Figures figures)
            throws IOException {
        MetricsServer started = new MetricsServer(HttpServer.create(address, 0), contentType, figures);
        started.server.createContext("/", started::answer);
        started.server.setExecutor(started.calls);
        started.server.start();
        return started;
    }

    /** Where a collector finds them. */
    public String url() {
        return "http://" + text(server.getAddress()) + PATH;
    }

    /** An address as it stands in a URL. */
    public static String text(InetSocketAddress address) {
        String host = address.getAddress().getHostAddress();
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + address.getPort();
    }

    /** The port that it listens on. */
    public int port() {
        return server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String method = exchange.getRequestMethod();
            if (!method.equals("GET") && !method.equals("HEAD")) {
                exchange.getResponseHeaders().set("Allow", "GET, HEAD");
                exchange.sendResponseHeaders(METHOD_NOT_ALLOWED, NO_BODY);
            } else if (!exchange.getRequestURI().getPath().equals(PATH)) {
                exchange.sendResponseHeaders(NOT_FOUND, NO_BODY);
            } else {
                figures(exchange, method.equals("HEAD"));
            }
        }
    }

    /** All at once, so that a collector never takes a part for the whole. */
    private void figures(HttpExchange exchange, boolean head) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try {
            figures.write(body);
        } catch (RuntimeException failure) {
            LOGGER.log(System.Logger.Level.WARNING, "metrics: " + failure.getMessage());
            exchange.sendResponseHeaders(FAILED, NO_BODY);
            return;
        }
        exchange.getResponseHeaders().set("Content-Type", contentType);
        exchange.sendResponseHeaders(OK, head ? NO_BODY : body.size());
        if (!head) {
            try (OutputStream out = exchange.getResponseBody()) {
                body.writeTo(out);
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
        calls.shutdownNow();
    }
}
