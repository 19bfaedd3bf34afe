package dev.skep.agent.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.skep.agent.MadeEngine;
import dev.skep.identity.kubernetes.KubernetesSettings;
import dev.skep.identity.source.Backoff;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A server of ours answers as that of Kubernetes; that lists and watches are as Kubernetes wants them, the tests of identity say. */
class PolicyResourcesTest {
    private static final String HOST = "tracingpolicies";
    private static final String NAMESPACED = "tracingpoliciesnamespaced";

    private final MadeEngine engine = new MadeEngine();
    private final PolicyManager manager = new PolicyManager(engine);
    private final Map<String, String> lists = new ConcurrentHashMap<>(Map.of(HOST, "", NAMESPACED, ""));
    private final Map<String, BlockingQueue<String>> events =
            Map.of(HOST, new LinkedBlockingQueue<>(), NAMESPACED, new LinkedBlockingQueue<>());
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private HttpServer server;

    @SuppressWarnings("NullAway.Init") // made by begin()
    private PolicyResources resources;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/apis/cilium.io/v1alpha1/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    @AfterEach
    void end() {
        resources.close();
        server.stop(0);
        threads.shutdownNow();
    }

    private BlockingQueue<String> queue(String plural) {
        return Objects.requireNonNull(events.get(plural));
    }

    private void begin() {
        resources = PolicyResources.start(
                new KubernetesSettings(
                        URI.create("http://localhost:" + server.getAddress().getPort()),
                        Optional.empty(),
                        Optional.empty(),
                        "n1"),
                Texts.READER,
                manager,
                () -> new Backoff(Duration.ofMillis(2), Duration.ofMillis(20)));
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String plural = path.substring(path.lastIndexOf('/') + 1);
        boolean watch = String.valueOf(exchange.getRequestURI().getQuery()).contains("watch=true");
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream body = exchange.getResponseBody()) {
            if (!watch) {
                body.write(("{\"metadata\":{\"resourceVersion\":\"1\"},\"items\":[" + lists.get(plural) + "]}")
                        .getBytes(StandardCharsets.UTF_8));
                return;
            }
            while (true) {
                body.write(queue(plural).take().getBytes(StandardCharsets.UTF_8));
                body.flush();
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private static String item(String name, String namespace, int generation, String call) {
        return """
                {"metadata":{"name":"%s",%s"uid":"u-%s","resourceVersion":"2","generation":%d,"managedFields":[{}]},
                 "spec":{"hostSelector":null,"kprobes":[{"call":"%s","syscall":false,"selectors":[
                   {"matchPIDs":[{"operator":"In","values":[1],"isNamespacePID":false}]}]}]}}
                """.formatted(
                        name, namespace.isEmpty() ? "" : "\"namespace\":\"" + namespace + "\",", name, generation, call)
                .replace("\"hostSelector\":null,", namespace.isEmpty() ? "\"hostSelector\":null," : "");
    }

    private static String event(String type, String kind, String item) {
        return "{\"type\":\"" + type + "\",\"object\":{\"apiVersion\":\"cilium.io/v1alpha1\",\"kind\":\"" + kind + "\","
                + item.strip().substring(1) + "}\n";
    }

    @Test
    void keepsThePoliciesOfTheClusterInForce() {
        lists.put(HOST, item("a", "", 1, "fd_install"));
        lists.put(NAMESPACED, item("b", "shop", 1, "fd_install"));

        begin();
        await().untilAsserted(() -> assertThat(engine.inForce()).containsExactlyInAnyOrder("a", "shop/b"));

        queue(HOST).add(event("MODIFIED", "TracingPolicy", item("a", "", 2, "tcp_connect")));
        await().untilAsserted(() -> assertThat(manager.list())
                .filteredOn(entry -> entry.name().name().equals("a"))
                .singleElement()
                .satisfies(entry -> assertThat(
                                entry.policy().hooks().getFirst().point().description())
                        .isEqualTo("tcp_connect")));
        assertThat(manager.list()).extracting(PolicyEntry::origin).contains(PolicyOrigin.resource("tracingpolicies/a"));

        queue(NAMESPACED).add(event("DELETED", "TracingPolicyNamespaced", item("b", "shop", 1, "fd_install")));
        await().untilAsserted(() -> assertThat(engine.inForce()).containsExactly("a"));
    }

    @Test
    void saysWhatIsWrongWithAResourceAndGoesOn() {
        lists.put(HOST, item("bad", "", 1, "a b") + "," + item("good", "", 1, "fd_install"));

        begin();

        await().untilAsserted(() -> assertThat(engine.inForce()).containsExactly("good"));
        assertThat(manager.unreadable())
                .containsOnlyKeys(PolicyOrigin.resource("tracingpolicies/bad"))
                .containsValue("tracingpolicies/bad:1:185: spec.kprobes[0].call: 'a b' is no name of a function");
    }

    @Test
    void doesNotTouchAPolicyThatSaysTheSame() {
        lists.put(HOST, item("a", "", 1, "fd_install"));
        begin();
        await().untilAsserted(() -> assertThat(engine.inForce()).containsExactly("a"));

        queue(HOST).add(event("MODIFIED", "TracingPolicy", item("a", "", 1, "fd_install")));
        queue(HOST).add(event("ADDED", "TracingPolicy", item("c", "", 1, "fd_install")));

        await().untilAsserted(() -> assertThat(engine.inForce()).containsExactly("a", "c"));
        assertThat(engine.changes()).isEqualTo(2);
    }
}
