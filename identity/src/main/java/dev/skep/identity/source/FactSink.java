package dev.skep.identity.source;

import dev.skep.identity.Node;

/** Takes what sources learn. Never waits; may be called by any thread. */
public interface FactSink {
    /** A runtime tells of a container. */
    void container(ContainerFacts facts);

    /** Kubernetes tells of a pod. */
    void pod(PodFacts facts);

    /** A pod is gone. */
    void podGone(String uid);

    /** Kubernetes tells of this machine. */
    void node(Node node);
}
