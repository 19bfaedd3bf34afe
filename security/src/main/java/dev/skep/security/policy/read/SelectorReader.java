package dev.skep.security.policy.read;

import dev.skep.security.policy.model.Action;
import dev.skep.security.policy.model.BinaryMatch;
import dev.skep.security.policy.model.PidMatch;
import dev.skep.security.policy.model.Selector;
import dev.skep.security.policy.model.SetOperator;
import dev.skep.security.policy.model.WorkloadSelector;
import java.util.List;
import java.util.Optional;

/** Reads the selectors of a hook. */
final class SelectorReader {
    static final String[] FIELDS = {
        "label",
        "matchPIDs",
        "matchArgs",
        "matchData",
        "matchActions",
        "matchReturnArgs",
        "matchReturnActions",
        "matchBinaries",
        "matchParentBinaries",
        "matchNamespaces",
        "matchNamespaceChanges",
        "matchCapabilities",
        "matchCapabilityChanges",
        "matchWorkloads",
        "macros"
    };

    private final HookScope scope;
    private final MatchReader matches;
    private final ActionReader actions;
    private final Macros macros;

    SelectorReader(HookScope scope, MatchReader matches, ActionReader actions, Macros macros) {
        this.scope = scope;
        this.matches = matches;
        this.actions = actions;
        this.macros = macros;
    }

    Selector read(Element selector) {
        Fields fields = macros.expand(selector.fields(FIELDS));
        List<Action> returnActions = fields.list("matchReturnActions", action -> actions.read(action, scope));
        if (!returnActions.isEmpty() && scope.returnArgument().isEmpty()) {
            fields.optional("matchReturnActions")
                    .ifPresent(list -> list.wrong("needs return: true and a returnArg of the hook"));
        }
        return new Selector(
                fields.text("label"),
                fields.list("matchPIDs", SelectorReader::pids),
                fields.list("matchArgs", matches::argument),
                fields.list("matchData", matches::data),
                fields.list("matchReturnArgs", matches::returned),
                fields.list("matchBinaries", SelectorReader::binaries),
                fields.list("matchParentBinaries", SelectorReader::binaries),
                fields.list("matchNamespaces", NamespaceReader::namespace),
                fields.list("matchNamespaceChanges", NamespaceReader::change),
                fields.list("matchCapabilities", CapabilityReader::read),
                fields.list("matchCapabilityChanges", CapabilityReader::read),
                fields.optional("matchWorkloads").map(SelectorReader::workloads),
                fields.list("matchActions", action -> actions.read(action, scope)),
                returnActions,
                selector.place());
    }

    private static WorkloadSelector workloads(Element workloads) {
        return LabelSelectorReader.workloads(workloads.fields("podSelector", "containerSelector", "hostSelector"));
    }

    private static PidMatch pids(Element match) {
        Fields fields = match.fields("operator", "values", "isNamespacePID", "followForks");
        return new PidMatch(
                operator(fields),
                values(fields).stream().map(value -> (int) value.unsigned32()).toList(),
                fields.flag("isNamespacePID"),
                fields.flag("followForks"),
                match.place());
    }

    private static BinaryMatch binaries(Element match) {
        Fields fields = match.fields("operator", "values", "followChildren");
        BinaryMatch.Operator operator = fields.required("operator")
                .flatMap(value -> value.choice(BinaryMatch.Operator.values(), BinaryMatch.Operator::tetragonName))
                .orElse(BinaryMatch.Operator.IN);
        boolean follow = fields.flag("followChildren");
        if (follow && operator != BinaryMatch.Operator.IN && operator != BinaryMatch.Operator.NOT_IN) {
            fields.optional("followChildren")
                    .ifPresent(flag ->
                            flag.wrong("is only for In and NotIn: what begins or ends with a text has no children"
                                    + " that could be known when they start"));
        }
        return new BinaryMatch(
                operator, values(fields).stream().map(TextReader::path).toList(), follow, match.place());
    }

    /** The field {@code operator}, In or NotIn. */
    static SetOperator operator(Fields fields) {
        Optional<SetOperator> operator = fields.required("operator")
                .flatMap(value -> value.choice(SetOperator.values(), SetOperator::tetragonName));
        return operator.orElse(SetOperator.IN);
    }

    /** The field {@code values}, with at least one. */
    static List<Element> values(Fields fields) {
        return fields.required("values").map(Element::someItems).orElse(List.of());
    }
}
