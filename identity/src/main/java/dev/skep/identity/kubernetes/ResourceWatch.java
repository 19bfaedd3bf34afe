package dev.skep.identity.kubernetes;

import dev.skep.identity.json.JsonTree;
import dev.skep.identity.source.Backoff;
import dev.skep.identity.source.SourceHealth;
import dev.skep.identity.source.SourceState;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;

/**
 * The resources of one kind by list and watch.
 *
 * <ol>
 *   <li>List all, from the server's memory ({@code resourceVersion=0}), in pages. What was known and is not in the list is gone.
 *   <li>Watch from the list's version on. Bookmarks keep the version young without events.
 *   <li>The server ends a watch after half an hour or more: watch again from the last version.
 *   <li>It says 410 when it has forgotten that version: begin with the list.
 *   <li>After any failure wait, longer each time until a watch goes well, and begin with the list. What is known stays known meanwhile.
 * </ol>
 */
public final class ResourceWatch implements AutoCloseable {
    private static final int PAGE = 500;
    private static final Duration SHORTEST_WATCH = Duration.ofSeconds(5);
    private static final Duration LONGEST_SILENCE = Duration.ofMinutes(5);
    private static final int GONE = 410;

    private final KubernetesSettings settings;
    private final String collection;
    private final String selector;
    private final Listener listener;
    private final Backoff backoff;
    private final Set<String> known = new HashSet<>();
    private final SourceHealth health;
    private volatile boolean closed;
    private @Nullable Thread thread;

    /** Who is told. One thread calls. */
    public interface Listener {
        /** A resource as it is now; without {@code managedFields}. */
        void told(JsonTree resource);

        /**
         * A resource is gone.
         *
         * @param uid its {@code metadata.uid}
         * @param last its last state, which may have something new; empty if that is not known
         */
        void gone(String uid, Optional<JsonTree> last);

        /**
         * All that there is has been told.
         *
         * @throws IOException if what it asks for is not answered
         */
        default void listed(Requests server) throws IOException, InterruptedException {}
    }

    /** Asks for single resources. */
    public interface Requests {
        /**
         * The resource of a path, such as {@code /api/v1/nodes/n1}.
         *
         * @throws IOException if there is none, or it may not be seen
         */
        JsonTree get(String path) throws IOException, InterruptedException;
    }

    /**
     * Does nothing before {@link #start}.
     *
     * @param collection the path of all resources, such as {@code /api/v1/pods}
     * @param selector which of them, as a part of a query; empty for all
     */
    public ResourceWatch(
            KubernetesSettings settings, String collection, String selector, Backoff backoff, Listener listener) {
        this.settings = settings;
        this.collection = collection;
        this.selector = selector;
        this.backoff = backoff;
        this.listener = listener;
        health = new SourceHealth("kubernetes " + settings.server() + collection);
    }

    /** Begins, in a thread of its own. */
    public void start() {
        thread = Thread.ofPlatform().name("kubernetes").daemon().start(this::run);
    }

    private void run() {
        try (ApiServer server = new ApiServer(settings)) {
            while (!closed) {
                try {
                    follow(server);
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

    private void follow(ApiServer server) throws IOException, InterruptedException {
        String version = list(server);
        health.connected("");
        try {
            listener.listed(path -> {
                try (InputStream body = server.get(path)) {
                    return JsonTree.read(body.readAllBytes());
                }
            });
        } catch (IOException unanswered) {
            health.failed(reason(unanswered));
        }
        while (!closed) {
            long start = System.nanoTime();
            String next = watch(server, version);
            if (!next.equals(version) || System.nanoTime() - start > SHORTEST_WATCH.toNanos()) {
                backoff.reset();
            } else {
                // A watch that ends at once, without a word: asking again at once would only go on like that.
                Thread.sleep(backoff.next());
            }
            version = next;
        }
    }

    private String query(String rest) {
        return collection + "?" + (selector.isEmpty() ? "" : selector + "&") + rest;
    }

    private String list(ApiServer server) throws IOException, InterruptedException {
        Set<String> listed = new HashSet<>();
        String query = query("limit=" + PAGE);
        String page = query + "&resourceVersion=0";
        while (true) {
            ResourceList list;
            try (InputStream body = server.get(page)) {
                list = ResourceList.read(body, resource -> {
                    listed.add(uid(resource));
                    told(resource);
                });
            }
            if (list.more().isEmpty()) {
                known.removeIf(uid -> {
                    boolean gone = !listed.contains(uid);
                    if (gone) {
                        listener.gone(uid, Optional.empty());
                    }
                    return gone;
                });
                return list.version();
            }
            page = query + "&continue=" + URLEncoder.encode(list.more(), StandardCharsets.UTF_8);
        }
    }

    private static String uid(JsonTree resource) {
        return resource.text("metadata", "uid");
    }

    private void told(JsonTree resource) {
        known.add(uid(resource));
        listener.told(resource);
    }

    /** Watches until the server ends it; returns the version to go on with. */
    private String watch(ApiServer server, String from) throws IOException, InterruptedException {
        String version = from;
        String path = query("watch=true&allowWatchBookmarks=true&resourceVersion=" + version);
        try (InputStream body = server.get(path);
                IdleLimit limit = new IdleLimit(body, LONGEST_SILENCE);
                JsonParser parser = JsonTree.parser(body)) {
            while (!closed && parser.nextToken() != null) {
                limit.touch();
                JsonTree event = JsonTree.read(parser, ResourceList.SKIPPED);
                version = take(event, version);
            }
        }
        return version;
    }

    private String take(JsonTree event, String version) throws IOException {
        JsonTree resource = event.at("object");
        switch (event.text("type")) {
            case "ADDED", "MODIFIED" -> told(resource);
            case "DELETED" -> {
                known.remove(uid(resource));
                listener.gone(uid(resource), Optional.of(resource));
            }
            case "BOOKMARK" -> {
                // Only its version counts.
            }
            default -> {
                String message = "watch: " + event.text("type") + " " + resource.text("message");
                throw resource.number("code") == GONE ? new ApiServer.GoneException(message) : new IOException(message);
            }
        }
        String next = resource.text("metadata", "resourceVersion");
        return next.isEmpty() ? version : next;
    }

    /** How it does. */
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
