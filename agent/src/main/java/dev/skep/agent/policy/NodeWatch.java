package dev.skep.agent.policy;

import dev.skep.identity.Identities;
import java.time.Duration;
import java.util.Map;

/** Tells the policies of the node's labels, which come late and may change. */
final class NodeWatch implements AutoCloseable {
    private static final Duration OFTEN = Duration.ofSeconds(1);

    private final Identities identities;
    private final PolicyManager manager;
    private final Thread thread;
    private Map<String, String> told = Map.of();

    private NodeWatch(Identities identities, PolicyManager manager) {
        this.identities = identities;
        this.manager = manager;
        thread = Thread.ofVirtual().name("node of policies").unstarted(this::run);
    }

    static NodeWatch start(Identities identities, PolicyManager manager) {
        NodeWatch watch = new NodeWatch(identities, manager);
        watch.tell();
        watch.thread.start();
        return watch;
    }

    private void run() {
        try {
            while (true) {
                Thread.sleep(OFTEN);
                tell();
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private void tell() {
        Map<String, String> labels = identities.node().labels();
        if (!labels.equals(told)) {
            told = labels;
            manager.node(labels);
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
