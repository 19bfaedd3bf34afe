package dev.skep.identity.kubernetes;

import dev.skep.identity.Node;
import dev.skep.identity.json.JsonTree;
import dev.skep.identity.source.Backoff;
import dev.skep.identity.source.ContainerSource;
import dev.skep.identity.source.FactSink;
import dev.skep.identity.source.PodFacts;
import dev.skep.identity.source.SourceHealth;
import dev.skep.identity.source.SourceState;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;

/**
 * This node's pods by list and watch.
 *
 * <ol>
 *   <li>List all, from the server's memory ({@code resourceVersion=0}), in pages. What was known and is not in the list is gone.
 *   <li>Watch from the list's version on. Bookmarks keep the version young without events.
 *   <li>The server ends a watch after half an hour or more: watch again from the last version.
 *   <li>It says 410 when it has forgotten that version: begin with the list.
 *   <li>After any failure wait, longer each time until a watch goes well, and begin with the list. What is known stays known meanwhile.
 * </ol>
 */
public final class KubernetesSource implements ContainerSource {
    private static final int PAGE = 500;
    private static final Duration SHORTEST_WATCH = Duration.ofSeconds(5);
    private static final Duration LONGEST_SILENCE = Duration.ofMinutes(5);
    private static final int GONE = 410;

    private final KubernetesSettings settings;
    private final Backoff backoff;
    private final Set<String> known = new HashSet<>();
    private final SourceHealth health;
    private volatile boolean closed;
    private @Nullable Thread thread;

    /** Asks the server of {@code settings}. */
    public KubernetesSource(KubernetesSettings settings) {
        this(settings, new Backoff());
    }

    KubernetesSource(KubernetesSettings settings, Backoff backoff) {
        this.settings = settings;
        this.backoff = backoff;
        health = new SourceHealth("kubernetes " + settings.server());
    }

    @Override
    public void start(FactSink sink) {
        thread = Thread.ofPlatform().name("kubernetes").daemon().start(() -> run(sink));
    }

    private void run(FactSink sink) {
        try (ApiServer server = new ApiServer(settings)) {
            while (!closed) {
                try {
                    follow(server, sink);
                } catch (ApiServer.GoneException old) {
                    health.failed("lists again: " + old.getMessage());
                    Thread.sleep(backoff.next());
                } catch (IOException | JacksonException failure) {
                    health.unreachable(reason(failure));
                    Thread.sleep(backoff.next());
                }
            }
        } catch (IOException unusable) {
            health.unreachable("given up: " + unusable.getMessage());
        } catch (InterruptedException end) {
            health.closed();
        }
    }

    /** Some exceptions of sockets have no message. */
    private static String reason(Exception failure) {
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }

    private void follow(ApiServer server, FactSink sink) throws IOException, InterruptedException {
        String version = list(server, sink);
        health.connected("");
        node(server, sink);
        while (!closed) {
            long start = System.nanoTime();
            String next = watch(server, version, sink);
            if (!next.equals(version) || System.nanoTime() - start > SHORTEST_WATCH.toNanos()) {
                backoff.reset();
            } else {
                // A watch that ends at once, without a word: asking again at once would only go on like that.
                Thread.sleep(backoff.next());
            }
            version = next;
        }
    }

    private String selector() {
        return "fieldSelector=" + URLEncoder.encode("spec.nodeName=" + settings.node(), StandardCharsets.UTF_8);
    }

    private String list(ApiServer server, FactSink sink) throws IOException, InterruptedException {
        Set<String> listed = new HashSet<>();
        String query = "/api/v1/pods?" + selector() + "&limit=" + PAGE;
        String page = query + "&resourceVersion=0";
        while (true) {
            PodList list;
            try (InputStream body = server.get(page)) {
                list = PodList.read(body, pod -> {
                    listed.add(pod.pod().uid());
                    told(pod, sink);
                });
            }
            if (list.more().isEmpty()) {
                known.removeIf(uid -> {
                    boolean gone = !listed.contains(uid);
                    if (gone) {
                        sink.podGone(uid);
                    }
                    return gone;
                });
                return list.version();
            }
            page = query + "&continue=" + URLEncoder.encode(list.more(), StandardCharsets.UTF_8);
        }
    }

    private void told(PodFacts pod, FactSink sink) {
        known.add(pod.pod().uid());
        sink.pod(pod);
    }

    /** Labels of the node are worth nothing but themselves: who may not see it does without them. */
    private void node(ApiServer server, FactSink sink) throws InterruptedException {
        try (InputStream body = server.get("/api/v1/nodes/" + settings.node())) {
            JsonTree node = JsonTree.read(body.readAllBytes());
            sink.node(new Node(settings.node(), node.texts("metadata", "labels")));
        } catch (IOException forbidden) {
            health.failed("no labels of the node: " + forbidden.getMessage());
        }
    }

    /** Watches until the server ends it; returns the version to go on with. */
    private String watch(ApiServer server, String from, FactSink sink) throws IOException, InterruptedException {
        String version = from;
        String path = "/api/v1/pods?" + selector() + "&watch=true&allowWatchBookmarks=true&resourceVersion=" + version;
        try (InputStream body = server.get(path);
                IdleLimit limit = new IdleLimit(body, LONGEST_SILENCE);
                JsonParser parser = JsonTree.parser(body)) {
            while (!closed && parser.nextToken() != null) {
                limit.touch();
                JsonTree event = JsonTree.read(parser, PodList.SKIPPED);
                version = take(event, version, sink);
            }
        }
        return version;
    }

    private String take(JsonTree event, String version, FactSink sink) throws IOException {
        JsonTree object = event.at("object");
        switch (event.text("type")) {
            case "ADDED", "MODIFIED" -> told(PodReader.read(object), sink);
            case "DELETED" -> {
                // Its last state says which containers it had.
                told(PodReader.read(object), sink);
                known.remove(object.text("metadata", "uid"));
                sink.podGone(object.text("metadata", "uid"));
            }
            case "BOOKMARK" -> {
                // Only its version counts.
            }
            default -> {
                String message = "watch: " + event.text("type") + " " + object.text("message");
                throw object.number("code") == GONE ? new ApiServer.GoneException(message) : new IOException(message);
            }
        }
        String next = object.text("metadata", "resourceVersion");
        return next.isEmpty() ? version : next;
    }

    @Override
    public void wanted(String containerId) {
        // The watch tells as early as the server can.
    }

    @Override
    public boolean tellsOfPods() {
        return true;
    }

    @Override
    public SourceState state() {
        return health.state();
    }

    @Override
    public void close() {
        closed = true;
        Thread running = thread;
        if (running != null) {
            running.interrupt();
        }
    }
}
