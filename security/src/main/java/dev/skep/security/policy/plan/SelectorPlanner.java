package dev.skep.security.policy.plan;

import dev.skep.security.policy.PolicyException;
import dev.skep.security.policy.PolicyProblem;
import dev.skep.security.policy.hook.KernelOffer;
import dev.skep.security.policy.hook.Refused;
import dev.skep.security.policy.hook.Serving;
import dev.skep.security.policy.model.Action;
import dev.skep.security.policy.model.ActionKind;
import dev.skep.security.policy.model.Argument;
import dev.skep.security.policy.model.ArgumentMatch;
import dev.skep.security.policy.model.BinaryMatch;
import dev.skep.security.policy.model.CapabilityMatch;
import dev.skep.security.policy.model.Hook;
import dev.skep.security.policy.model.MatchValue;
import dev.skep.security.policy.model.NamespaceChangeMatch;
import dev.skep.security.policy.model.NamespaceMatch;
import dev.skep.security.policy.model.PidMatch;
import dev.skep.security.policy.model.Place;
import dev.skep.security.policy.model.Policy;
import dev.skep.security.policy.model.Selector;
import dev.skep.security.policy.model.WorkloadSelector;
import dev.skep.security.policy.program.StructReader;
import dev.skep.security.policy.read.ArgumentValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Turns a selector at one hook of the kernel into a rule. */
final class SelectorPlanner {
    private final KernelOffer kernel;
    private final KernelTypes types;
    private final HostNamespaces host;
    private final Tables tables;
    private final boolean enforcers;

    SelectorPlanner(KernelOffer kernel, KernelTypes types, HostNamespaces host, Tables tables, boolean enforcers) {
        this.kernel = kernel;
        this.types = types;
        this.host = host;
        this.tables = tables;
        this.enforcers = enforcers;
    }

    /**
     * The rule.
     *
     * @throws PolicyException if something of it cannot be served there
     */
    RulePlan plan(RuleOrigin origin, Serving serving) {
        Hook hook = origin.hook();
        ArgumentPlanner arguments = new ArgumentPlanner(
                types,
                located(hook.place(), hookField(origin) + ".btfPath", () -> BinaryTypes.of(hook.point())),
                serving);
        List<PlannedArgument> planned = planned(arguments, hook.arguments(), origin, "args");
        List<PlannedArgument> data = planned(arguments, hook.data(), origin, "data");
        ConditionPlanner conditions = new ConditionPlanner();
        Policy policy = origin.policy().policy();
        if (policy.restrictsWorkloads()) {
            new ProcessConditions(host, tables, conditions)
                    .workload(policy.name().namespace(), policy.workloads());
        }
        origin.rule().ifPresent(selector -> {
            conditions(selector, origin, conditions);
            conditions(selector.arguments(), hook.arguments(), planned, "matchArgs", origin, arguments, conditions);
            conditions(selector.data(), hook.data(), data, "matchData", origin, arguments, conditions);
        });
        List<Action> actions = origin.rule().map(Selector::actions).orElse(List.of());
        ActionPlan act = ActionPlan.of(
                actions,
                new ActionPlan.Setting(kernel, origin.enforces(), serving, false, planned, enforcers),
                field(origin, "matchActions"));
        return new RulePlan(
                origin,
                serving,
                conditions.numbers(),
                conditions.addresses(),
                conditions.texts(),
                labelled(hook.arguments(), planned),
                labelled(hook.data(), data),
                sockets(planned),
                act,
                result(origin, serving, arguments));
    }

    private static List<StructReader> sockets(List<PlannedArgument> arguments) {
        List<StructReader> sockets = new ArrayList<>();
        for (PlannedArgument argument : arguments) {
            if (argument instanceof PlannedArgument.Network network
                    && network.endpoints().socket() != null) {
                sockets.add(network.endpoints().socket());
            }
        }
        return sockets;
    }

    private Optional<RulePlan.ReturnPlan> result(RuleOrigin origin, Serving serving, ArgumentPlanner planner) {
        if (origin.hook().returnArgument().isEmpty()) {
            return Optional.empty();
        }
        Argument wanted = origin.hook().returnArgument().get();
        Serving.Return returns = serving.returns()
                .orElseThrow(() -> new PolicyException(
                        wanted.place(),
                        hookField(origin) + ".returnArg",
                        serving.hook() + " does not tell the result"));
        PlannedArgument planned = located(
                wanted.place(), hookField(origin) + ".returnArg", () -> planner.result(wanted, returns.result()));
        ConditionPlanner conditions = new ConditionPlanner();
        List<Action> actions = new ArrayList<>();
        origin.rule().ifPresent(selector -> {
            for (ArgumentMatch match : selector.returnArguments()) {
                located(match.place(), field(origin, "matchReturnArgs"), () -> conditions.add(match, planned));
            }
            actions.addAll(selector.returnActions());
        });
        if (!conditions.texts().isEmpty() || !conditions.addresses().isEmpty()) {
            throw new PolicyException(
                    wanted.place(), hookField(origin) + ".returnArg", "a result can only be compared as a number");
        }
        ActionPlan act = returnActions(origin, serving, planned, actions);
        return Optional.of(new RulePlan.ReturnPlan(
                new RulePlan.Labelled(wanted.label(), planned.code()), conditions.numbers(), act));
    }

    /** The policy's {@code returnArgAction} is for the socket that is returned. */
    private ActionPlan returnActions(RuleOrigin origin, Serving serving, PlannedArgument result, List<Action> actions) {
        List<Action> all = new ArrayList<>(actions);
        Place place = origin.hook().place();
        origin.hook()
                .returnAction()
                .ifPresent(kind -> all.add(
                        kind == ActionKind.TRACK_SOCK
                                ? new Action.TrackSock(0, place)
                                : new Action.UntrackSock(0, place)));
        return ActionPlan.of(
                all,
                new ActionPlan.Setting(kernel, origin.enforces(), serving, true, List.of(result), enforcers),
                field(origin, "matchReturnActions"));
    }

    private static String hookField(RuleOrigin origin) {
        return "spec." + origin.hook().point().section() + "[" + origin.hook().index() + "]";
    }

    private static String field(RuleOrigin origin, String name) {
        return origin.hook().selectors().isEmpty()
                ? hookField(origin) + "." + name
                : hookField(origin) + ".selectors[" + origin.selector() + "]." + name;
    }

    private interface Planning<T> {
        T plan();
    }

    /** Says where in the policy something stands that is refused. */
    private static <T> T located(Place place, String field, Planning<T> planning) {
        try {
            return planning.plan();
        } catch (Refused refused) {
            throw new PolicyException(place, field, Objects.requireNonNull(refused.getMessage()));
        }
    }

    private static void located(Place place, String field, Runnable planning) {
        located(place, field, () -> {
            planning.run();
            return place;
        });
    }

    private static List<PlannedArgument> planned(
            ArgumentPlanner planner, List<Argument> arguments, RuleOrigin origin, String list) {
        List<PlannedArgument> planned = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            Argument argument = arguments.get(i);
            String field = hookField(origin) + "." + list + "[" + i + "]";
            planned.add(located(argument.place(), field, () -> planner.plan(argument)));
        }
        return planned;
    }

    private static List<RulePlan.Labelled> labelled(List<Argument> arguments, List<PlannedArgument> planned) {
        List<RulePlan.Labelled> labelled = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            labelled.add(new RulePlan.Labelled(
                    arguments.get(i).label(), planned.get(i).code()));
        }
        return labelled;
    }

    private static void conditions(
            List<ArgumentMatch> matches,
            List<Argument> arguments,
            List<PlannedArgument> planned,
            String list,
            RuleOrigin origin,
            ArgumentPlanner planner,
            ConditionPlanner conditions) {
        for (ArgumentMatch match : matches) {
            String field = field(origin, list);
            located(match.place(), field, () -> conditions.add(read(match, arguments, planner, field), planned));
        }
    }

    /** With its values, which the policy's reader cannot read where only the kernel says of which type the argument is. */
    private static ArgumentMatch read(
            ArgumentMatch match, List<Argument> arguments, ArgumentPlanner planner, String field) {
        if (match.values().stream().noneMatch(MatchValue.Unread.class::isInstance)) {
            return match;
        }
        try {
            return ArgumentValues.read(
                    match, planner.type(arguments.get(match.positions().getFirst())));
        } catch (PolicyException wrong) {
            throw new PolicyException(wrong.problems().stream()
                    .map(problem -> new PolicyProblem(problem.place(), field, problem.message()))
                    .toList());
        }
    }

    private void conditions(Selector selector, RuleOrigin origin, ConditionPlanner conditions) {
        ProcessConditions process = new ProcessConditions(host, tables, conditions);
        for (PidMatch match : selector.pids()) {
            located(match.place(), field(origin, "matchPIDs"), () -> process.pids(match));
        }
        for (BinaryMatch match : selector.binaries()) {
            located(match.place(), field(origin, "matchBinaries"), () -> process.binaries(match, false));
        }
        for (BinaryMatch match : selector.parentBinaries()) {
            located(match.place(), field(origin, "matchParentBinaries"), () -> process.binaries(match, true));
        }
        for (NamespaceMatch match : selector.namespaces()) {
            located(match.place(), field(origin, "matchNamespaces"), () -> process.namespaces(match));
        }
        for (CapabilityMatch match : selector.capabilities()) {
            located(match.place(), field(origin, "matchCapabilities"), () -> process.capabilities(match));
        }
        for (NamespaceChangeMatch match : selector.namespaceChanges()) {
            located(match.place(), field(origin, "matchNamespaceChanges"), () -> process.namespaceChanges(match));
        }
        for (CapabilityMatch match : selector.capabilityChanges()) {
            located(match.place(), field(origin, "matchCapabilityChanges"), () -> process.capabilityChanges(match));
        }
        selector.workloads()
                .filter(WorkloadSelector::restricts)
                .ifPresent(workloads -> located(
                        selector.place(), field(origin, "matchWorkloads"), () -> process.workload("", workloads)));
    }
}
