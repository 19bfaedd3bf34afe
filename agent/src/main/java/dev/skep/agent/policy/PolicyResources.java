package dev.skep.agent.policy;

import dev.skep.identity.json.JsonTree;
import dev.skep.identity.kubernetes.KubernetesSettings;
import dev.skep.identity.kubernetes.ResourceWatch;
import dev.skep.identity.source.Backoff;
import dev.skep.identity.source.SourceState;
import dev.skep.security.policy.read.PolicyReader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Keeps the policies of Kubernetes in force: resources of kind TracingPolicy and TracingPolicyNamespaced. */
public final class PolicyResources implements AutoCloseable {
    private static final String GROUP = "/apis/cilium.io/v1alpha1/";

    private final List<ResourceWatch> watches;
    private final List<Resources> resources;

    private PolicyResources(List<ResourceWatch> watches, List<Resources> resources) {
        this.watches = watches;
        this.resources = resources;
    }

    /** Begins. A cluster that has no such kinds is asked again from time to time. */
    public static PolicyResources start(KubernetesSettings settings, PolicyReader reader, PolicyManager manager) {
        return start(settings, reader, manager, Backoff::new);
    }

    static PolicyResources start(
            KubernetesSettings settings, PolicyReader reader, PolicyManager manager, Supplier<Backoff> backoff) {
        List<Resources> resources = List.of(
                new Resources("tracingpolicies", "TracingPolicy", reader, manager),
                new Resources("tracingpoliciesnamespaced", "TracingPolicyNamespaced", reader, manager));
        List<ResourceWatch> watches = resources.stream()
                .map(kind -> new ResourceWatch(settings, GROUP + kind.plural, "", backoff.get(), kind))
                .toList();
        watches.forEach(ResourceWatch::start);
        return new PolicyResources(watches, resources);
    }

    /** Whether all that there is has been told, once at least. */
    public boolean listed() {
        return resources.stream().allMatch(kind -> kind.listed);
    }

    /** How it goes, for people. */
    public List<SourceState> states() {
        return watches.stream().map(ResourceWatch::state).toList();
    }

    @Override
    public void close() {
        watches.forEach(ResourceWatch::close);
    }

    /** Those of one kind. */
    private static final class Resources implements ResourceWatch.Listener {
        private final String plural;
        private final String kind;
        private final PolicyReader reader;
        private final PolicySource source;
        private final Map<String, PolicyOrigin> origins = new HashMap<>();
        private final Map<String, String> generations = new HashMap<>();
        private volatile boolean listed;

        Resources(String plural, String kind, PolicyReader reader, PolicyManager manager) {
            this.plural = plural;
            this.kind = kind;
            this.reader = reader;
            source = new PolicySource(manager, origin -> !origins.containsValue(origin));
        }

        @Override
        public void told(JsonTree resource) {
            String uid = resource.text("metadata", "uid");
            String namespace = resource.text("metadata", "namespace");
            String name = resource.text("metadata", "name");
            PolicyOrigin origin =
                    PolicyOrigin.resource(plural + "/" + (namespace.isEmpty() ? name : namespace + "/" + name));
            origins.put(uid, origin);
            // A list tells what is known already, and changes of labels do not change what a policy says.
            String generation = resource.text("metadata", "generation");
            if (generation.isEmpty() || !generation.equals(generations.put(uid, generation))) {
                source.changed(origin, () -> reader.read(origin.where(), text(resource)));
            }
        }

        /** Items of a list have no kind of their own. */
        private String text(JsonTree resource) {
            String json = resource.json();
            return resource.text("kind").isEmpty()
                    ? "{\"apiVersion\":\"cilium.io/v1alpha1\",\"kind\":\"" + kind + "\"," + json.substring(1)
                    : json;
        }

        @Override
        public void listed(ResourceWatch.Requests server) {
            listed = true;
        }

        @Override
        public void gone(String uid, Optional<JsonTree> last) {
            generations.remove(uid);
            PolicyOrigin origin = origins.remove(uid);
            if (origin != null && !origins.containsValue(origin)) {
                source.gone(origin);
            }
        }
    }
}
