package dev.skep.security.policy.plan;

import dev.skep.security.policy.model.LabelSelector;
import dev.skep.security.policy.model.Workload;
import dev.skep.security.policy.model.WorkloadSelector;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Which bit of what is kept of control groups stands for whom policies are for. Two that are for the same have one bit. */
public final class AudienceTable {
    private record Audience(String namespace, WorkloadSelector selector) {
        boolean has(Workload workload) {
            boolean inNamespace = namespace.isEmpty()
                    || workload.pod()
                            .filter(pod -> pod.namespace().equals(namespace))
                            .isPresent();
            return inNamespace && selector.accepts(workload);
        }

        /** In words that are the same in every agent, wherever the policy stands. */
        @Override
        public String toString() {
            return "namespace '" + namespace + "' pods " + words(selector.pods()) + " containers "
                    + words(selector.containers()) + (selector.host() ? " host" : "");
        }

        private static String words(Optional<LabelSelector> labels) {
            return labels.map(found -> found.requirements().stream()
                            .map(one -> one.label() + " " + one.operator().kubernetesName() + " " + one.values())
                            .collect(Collectors.joining("; ", "{", "}")))
                    .orElse("any");
        }
    }

    private final BitTable<Audience> audiences;

    private AudienceTable(BitTable<Audience> audiences) {
        this.audiences = audiences;
    }

    /** Nobody has a bit. */
    public static AudienceTable empty() {
        return new AudienceTable(
                BitTable.empty(Long.SIZE, "policies are for more than " + Long.SIZE + " different workloads"));
    }

    /** For a new plan: who is there again keeps the bit. */
    public AudienceTable next() {
        return new AudienceTable(audiences.next());
    }

    /** The bit for workloads of a namespace, or of all if that is empty, that a selector means. */
    int bit(String namespace, WorkloadSelector selector) {
        return audiences.bit(new Audience(namespace, selector));
    }

    /** The bits of a workload, of those that are there now and that were before. */
    public long bits(Workload workload) {
        return bits(workload, audiences.before()) | bits(workload, audiences.now());
    }

    private static long bits(Workload workload, Map<Audience, Integer> audiences) {
        long bits = 0;
        for (Map.Entry<Audience, Integer> audience : audiences.entrySet()) {
            if (audience.getKey().has(workload)) {
                bits |= 1L << audience.getValue();
            }
        }
        return bits;
    }

    /** Which bit stands for whom, in words by which another agent knows them again. */
    public Map<String, Integer> words() {
        return audiences.words();
    }

    /** Whether somebody is there who was not before. */
    public boolean grown() {
        return !audiences.before().keySet().containsAll(audiences.now().keySet());
    }
}
