package dev.skep.security.policy.fuzz;

import dev.skep.security.policy.model.NamespaceKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Conditions of selectors on the process, in YAML. */
final class ProcessConditions {
    private static final List<String> CAPABILITIES = List.of("CAP_CHOWN", "CAP_NET_RAW", "CAP_SYS_ADMIN", "CAP_BPF");

    private final RandomGenerator random;
    private final Values values;
    private final List<Facts> facts;

    /**
     * Those about certain processes.
     *
     * @param facts who does calls
     */
    ProcessConditions(RandomGenerator random, Values values, List<Facts> facts) {
        this.random = random;
        this.values = values;
        this.facts = List.copyOf(facts);
    }

    private <T> T pick(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    private boolean once(int times) {
        return random.nextInt(times) == 0;
    }

    private String inOrNot() {
        return once(2) ? "In" : "NotIn";
    }

    /**
     * Some of each kind, mostly none.
     *
     * @param binary one on binaries that there has to be
     */
    void write(StringBuilder text, Optional<String> binary) {
        List<String> binaries = new ArrayList<>(binary.stream().toList());
        if (once(3)) {
            binaries.add(onBinary());
        }
        Yaml.list(text, "matchBinaries", binaries);
        Yaml.list(text, "matchParentBinaries", random.nextInt(5) / 4, this::onBinary);
        Yaml.list(text, "matchPIDs", random.nextInt(4) / 3, this::onPid);
        Yaml.list(text, "matchNamespaces", random.nextInt(5) / 4, this::onNamespace);
        Yaml.list(text, "matchNamespaceChanges", random.nextInt(5) / 4, this::onNamespaceChange);
        Yaml.list(text, "matchCapabilities", random.nextInt(5) / 4, this::onCapability);
        Yaml.list(text, "matchCapabilityChanges", random.nextInt(5) / 4, this::onCapability);
    }

    private String onBinary() {
        String operator = pick(List.of("In", "In", "NotIn", "NotIn", "Prefix", "NotPrefix", "Postfix", "NotPostfix"));
        List<String> binaries = facts.stream()
                .flatMap(fact -> fact.lineage().stream())
                .map(Facts.Member::binary)
                .filter(binary -> binary.contains("/actor"))
                .distinct()
                .toList();
        boolean whole = operator.endsWith("In");
        String text = "operator: " + operator + "\nvalues: "
                + Yaml.several(
                        whole ? values.count() : 1 + random.nextInt(3),
                        () -> whole && !once(4) ? pick(binaries) : values.near(binaries));
        return whole && once(2) ? text + "\nfollowChildren: true" : text;
    }

    private String onPid() {
        boolean inNamespace = once(3);
        List<Integer> pids = facts.stream()
                .flatMap(fact -> fact.lineage().stream().limit(3))
                // The first process may be hidden, from programs in the kernel too.
                .filter(member -> !member.binary().isEmpty())
                .map(inNamespace ? Facts.Member::namespacePid : Facts.Member::pid)
                .toList();
        return "operator: " + inOrNot() + "\nisNamespacePID: " + inNamespace + "\nfollowForks: " + once(2)
                + "\nvalues: [ "
                + Stream.generate(() -> pick(pids).toString())
                        .limit(values.count())
                        .collect(Collectors.joining(", "))
                + " ]";
    }

    private NamespaceKind namespace() {
        return pick(List.copyOf(facts.getFirst().now().namespaces().keySet()));
    }

    private String onNamespace() {
        NamespaceKind kind = namespace();
        return "namespace: " + kind.tetragonName() + "\noperator: " + inOrNot() + "\nvalues: "
                + Yaml.several(values.count(), () -> once(2) ? "host_ns" : inode(kind));
    }

    private String inode(NamespaceKind kind) {
        List<Long> inodes = facts.stream()
                .map(fact -> fact.now().namespaces().get(kind))
                .filter(Objects::nonNull)
                .toList();
        return pick(inodes).toString();
    }

    private String onNamespaceChange() {
        return "operator: " + inOrNot() + "\nvalues: "
                + Yaml.several(1 + random.nextInt(4), () -> namespace().tetragonName());
    }

    private String onCapability() {
        return "type: " + pick(List.of("Effective", "Permitted", "Inheritable")) + "\noperator: " + inOrNot()
                + "\nisNamespaceCapability: " + once(4) + "\nvalues: "
                + Yaml.several(1 + random.nextInt(2), () -> pick(CAPABILITIES));
    }
}
