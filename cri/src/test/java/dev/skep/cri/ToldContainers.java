package dev.skep.cri;

import dev.skep.identity.Node;
import dev.skep.identity.source.ContainerFacts;
import dev.skep.identity.source.FactSink;
import dev.skep.identity.source.PodFacts;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps the last word on each container; a container runtime tells of nothing else. */
final class ToldContainers implements FactSink {
    private final Map<String, ContainerFacts> byId = new ConcurrentHashMap<>();

    ContainerFacts container(String id) {
        ContainerFacts facts = byId.get(id);
        if (facts == null) {
            throw new AssertionError("nothing was told of container " + id + ", only of " + byId.keySet());
        }
        return facts;
    }

    @Override
    public void container(ContainerFacts facts) {
        byId.put(facts.container().id(), facts);
    }

    @Override
    public void pod(PodFacts facts) {
        throw new AssertionError("a runtime told of " + facts);
    }

    @Override
    public void podGone(String uid) {
        throw new AssertionError("a runtime told that pod " + uid + " is gone");
    }

    @Override
    public void node(Node node) {
        throw new AssertionError("a runtime told of " + node);
    }
}
