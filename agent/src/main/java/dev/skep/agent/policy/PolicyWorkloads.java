package dev.skep.agent.policy;

import dev.skep.identity.Container;
import dev.skep.identity.Identity;
import dev.skep.identity.IdentityListener;
import dev.skep.identity.Pod;
import dev.skep.security.policy.PolicyEngine;
import dev.skep.security.policy.model.Workload;
import java.util.Optional;

/**
 * Tells the engine whose the processes of each control group are, as groups come, become better known, and go.
 *
 * <p>Of a container that no runtime has told of yet it does not: it may be in a pod, and until that is known it is in no audience, neither a
 * pod's nor the host's.
 */
public final class PolicyWorkloads implements IdentityListener {
    private final PolicyEngine engine;

    /** For an engine. */
    public PolicyWorkloads(PolicyEngine engine) {
        this.engine = engine;
    }

    @Override
    public void known(Identity identity) {
        if (!isNameless(identity)) {
            engine.known(identity.cgroup().id(), workload(identity));
        }
    }

    @Override
    public void ended(Identity identity) {
        engine.ended(identity.cgroup().id());
    }

    private static boolean isNameless(Identity identity) {
        return identity instanceof Identity.LoneContainer lone
                && lone.container().filter(one -> !one.name().isEmpty()).isEmpty();
    }

    static Workload workload(Identity identity) {
        Optional<Pod> pod = identity.pod();
        Optional<Container> container = identity.container();
        return pod.map(found -> new Workload(Optional.of(new Workload.PodContainer(
                        found.namespace(),
                        found.labels(),
                        container.map(Container::name).orElse(""),
                        container.map(one -> repository(one.image().name())).orElse("")))))
                .orElse(Workload.HOST);
    }

    /** An image's name without tag and digest. */
    static String repository(String image) {
        int digest = image.indexOf('@');
        String tagged = digest < 0 ? image : image.substring(0, digest);
        int tag = tagged.lastIndexOf(':');
        return tag > tagged.lastIndexOf('/') ? tagged.substring(0, tag) : tagged;
    }
}
