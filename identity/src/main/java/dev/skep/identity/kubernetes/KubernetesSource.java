package dev.skep.identity.kubernetes;

import dev.skep.identity.Node;
import dev.skep.identity.json.JsonTree;
import dev.skep.identity.source.Backoff;
import dev.skep.identity.source.ContainerSource;
import dev.skep.identity.source.FactSink;
import dev.skep.identity.source.SourceHealth;
import dev.skep.identity.source.SourceState;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** This node's pods, and the node's labels. */
public final class KubernetesSource implements ContainerSource {
    private static final String PODS = "/api/v1/pods";

    private final KubernetesSettings settings;
    private final Backoff backoff;
    private final SourceHealth notStarted;
    private volatile @Nullable ResourceWatch watch;

    /** Asks the server of {@code settings}. */
    public KubernetesSource(KubernetesSettings settings) {
        this(settings, new Backoff());
    }

    KubernetesSource(KubernetesSettings settings, Backoff backoff) {
        this.settings = settings;
        this.backoff = backoff;
        notStarted = new SourceHealth("kubernetes " + settings.server() + PODS);
    }

    @Override
    public void start(FactSink sink) {
        String selector =
                "fieldSelector=" + URLEncoder.encode("spec.nodeName=" + settings.node(), StandardCharsets.UTF_8);
        ResourceWatch pods = new ResourceWatch(settings, PODS, selector, backoff, new ResourceWatch.Listener() {
            @Override
            public void told(JsonTree pod) {
                sink.pod(PodReader.read(pod));
            }

            @Override
            public void gone(String uid, Optional<JsonTree> last) {
                // Its last state says which containers it had.
                last.ifPresent(this::told);
                sink.podGone(uid);
            }

            @Override
            public void listed(ResourceWatch.Requests server) throws IOException, InterruptedException {
                node(server, sink);
            }
        });
        watch = pods;
        pods.start();
    }

    /** Labels of the node are worth nothing but themselves: who may not see it does without them. */
    private void node(ResourceWatch.Requests server, FactSink sink) throws IOException, InterruptedException {
        try {
            JsonTree node = server.get("/api/v1/nodes/" + settings.node());
            sink.node(new Node(settings.node(), node.texts("metadata", "labels")));
        } catch (IOException forbidden) {
            throw new IOException("no labels of the node: " + forbidden.getMessage(), forbidden);
        }
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
        ResourceWatch running = watch;
        return running == null ? notStarted.state() : running.state();
    }

    @Override
    public void close() {
        ResourceWatch running = watch;
        if (running != null) {
            running.close();
        }
    }
}
