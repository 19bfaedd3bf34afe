package dev.skep.identity.scene;

import dev.skep.identity.Node;
import dev.skep.identity.source.ContainerFacts;
import dev.skep.identity.source.FactSink;
import dev.skep.identity.source.PodFacts;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what sources tell. */
public final class Facts implements FactSink {
    private final Map<String, ContainerFacts> containers = new ConcurrentHashMap<>();
    private final Map<String, PodFacts> pods = new ConcurrentHashMap<>();
    private final List<String> gone = new CopyOnWriteArrayList<>();
    private final List<Node> nodes = new CopyOnWriteArrayList<>();

    @Override
    public void container(ContainerFacts facts) {
        containers.put(facts.container().id(), facts);
    }

    @Override
    public void pod(PodFacts facts) {
        pods.put(facts.pod().uid(), facts);
    }

    @Override
    public void podGone(String uid) {
        gone.add(uid);
    }

    @Override
    public void node(Node node) {
        nodes.add(node);
    }

    /** The last word on each container. */
    public Map<String, ContainerFacts> containers() {
        return containers;
    }

    /** The last word on each pod, by uid. */
    public Map<String, PodFacts> pods() {
        return pods;
    }

    /** Uids of pods that are gone. */
    public List<String> gone() {
        return gone;
    }

    /** What was told of the node. */
    public List<Node> nodes() {
        return nodes;
    }
}
