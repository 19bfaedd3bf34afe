package dev.skep.security.policy.read;

import dev.skep.security.policy.model.LabelSelector;
import dev.skep.security.policy.model.LabelSelector.Operator;
import dev.skep.security.policy.model.LabelSelector.Requirement;
import dev.skep.security.policy.model.WorkloadSelector;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads label selectors of Kubernetes, and whose processes they choose. */
final class LabelSelectorReader {
    private static final Set<String> CONTAINER_FIELDS = Set.of("name", "repo");

    private LabelSelectorReader() {}

    static LabelSelector read(Element selector) {
        Fields fields = selector.fields("matchLabels", "matchExpressions");
        List<Requirement> requirements = new ArrayList<>();
        fields.optional("matchLabels")
                .map(Fields::named)
                .ifPresent(labels -> labels.forEach((name, value) ->
                        requirements.add(new Requirement(name, Operator.IN, List.of(value.text()), value.place()))));
        requirements.addAll(fields.list("matchExpressions", LabelSelectorReader::expression));
        return new LabelSelector(requirements);
    }

    private static Requirement expression(Element expression) {
        Fields fields = expression.fields("key", "operator", "values");
        Optional<Operator> operator =
                fields.required("operator").flatMap(value -> value.choice(Operator.values(), Operator::kubernetesName));
        List<String> values = fields.list("values", Element::text);
        operator.ifPresent(known -> {
            boolean takesValues = known == Operator.IN || known == Operator.NOT_IN;
            if (takesValues && values.isEmpty()) {
                expression.wrong(known.kubernetesName() + " needs values");
            } else if (!takesValues && !values.isEmpty()) {
                expression.wrong(known.kubernetesName() + " takes no values");
            }
        });
        return new Requirement(fields.name("key"), operator.orElse(Operator.EXISTS), values, expression.place());
    }

    /** What {@code podSelector}, {@code containerSelector} and {@code hostSelector} choose together. */
    static WorkloadSelector workloads(Fields fields) {
        Optional<LabelSelector> pods = fields.optional("podSelector").map(LabelSelectorReader::read);
        Optional<LabelSelector> containers =
                fields.optional("containerSelector").map(LabelSelectorReader::read);
        containers.ifPresent(selector -> selector.requirements().stream()
                .filter(requirement -> !CONTAINER_FIELDS.contains(requirement.label()))
                .forEach(requirement -> fields.owner()
                        .problems()
                        .add(
                                requirement.place(),
                                fields.owner().path() + ".containerSelector",
                                "'" + Element.shown(requirement.label())
                                        + "' is no field of a container (allowed: name, repo)")));
        Optional<LabelSelector> host = fields.optional("hostSelector").map(LabelSelectorReader::host);
        return new WorkloadSelector(pods, containers, host.isPresent());
    }

    private static LabelSelector host(Element selector) {
        LabelSelector read = read(selector);
        if (!read.requirements().isEmpty()) {
            selector.wrong(
                    "has to be null, for no process of the host, or {}, for all of them; the host has no labels");
        }
        return read;
    }
}
