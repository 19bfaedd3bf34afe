package dev.skep.cli.agent.policy;

import dev.skep.security.policy.PolicyExplanation;
import dev.skep.security.policy.model.Action;
import dev.skep.security.policy.model.Argument;
import dev.skep.security.policy.model.Call;
import dev.skep.security.policy.model.Enforcer;
import dev.skep.security.policy.model.Hook;
import dev.skep.security.policy.model.HookPoint;
import dev.skep.security.policy.model.Policy;
import dev.skep.security.policy.model.PolicyMode;
import dev.skep.security.policy.model.RateLimit;
import dev.skep.security.policy.model.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a policy does, in words: its hooks in the order of the file, and for each its rules, of which the first that fits counts. */
final class ExplainText {
    private static final int MOST_CALLS = 10;

    private ExplainText() {}

    static String of(Policy policy, PolicyExplanation explanation) {
        StringBuilder text = new StringBuilder();
        line(text, 0, "policy " + policy.name() + " (" + policy.place() + ")");
        String namespace = policy.name().namespace();
        line(
                text,
                1,
                "for " + ConditionText.workloads(policy.workloads())
                        + (namespace.isEmpty() ? "" : ", in namespace " + namespace));
        policy.nodes().ifPresent(nodes -> line(text, 1, "on nodes" + ConditionText.labels(" with ", nodes)));
        PolicyMode mode = policy.options().mode().orElse(PolicyMode.ENFORCE);
        line(text, 1, "mode " + mode.name().toLowerCase(Locale.ROOT));
        if (policy.loader()) {
            line(text, 1, "loader: an event for each executable file that is mapped");
        }
        for (Enforcer enforcer : policy.enforcers()) {
            line(text, 1, "enforcer of " + calls(enforcer.calls()));
        }
        explanation.problems().forEach(problem -> line(text, 1, "refused: " + problem.message()));
        for (int i = 0; i < policy.hooks().size(); i++) {
            hook(text, policy.hooks().get(i));
            ServedText.of(explanation.hooks().get(i)).forEach(line -> line(text, 2, line));
        }
        return text.toString();
    }

    private static void hook(StringBuilder text, Hook hook) {
        line(
                text,
                1,
                hook.point().section() + "[" + hook.index() + "] " + point(hook.point()) + " (line "
                        + hook.place().line() + ")");
        if (!hook.message().isEmpty()) {
            line(text, 2, "message: " + hook.message());
        }
        List<Argument> read = new ArrayList<>(hook.arguments());
        read.addAll(hook.data());
        if (!read.isEmpty()) {
            line(text, 2, "reads " + read.stream().map(ConditionText::name).collect(Collectors.joining(", ")));
        }
        hook.returnArgument()
                .ifPresent(argument ->
                        line(text, 2, "tells the result (" + argument.type().tetragonName() + ")"));
        if (hook.selectors().isEmpty()) {
            line(text, 2, "always: an event");
        }
        for (int i = 0; i < hook.selectors().size(); i++) {
            rule(text, hook, hook.selectors().get(i), i);
        }
    }

    private static void rule(StringBuilder text, Hook hook, Selector selector, int index) {
        List<String> conditions = ConditionText.of(hook, selector);
        String name = "rule " + (index + 1) + (selector.label().isEmpty() ? "" : " '" + selector.label() + "'");
        line(text, 2, name + (conditions.isEmpty() ? ": always" : ": if"));
        for (int i = 0; i < conditions.size(); i++) {
            line(text, 3, (i == 0 ? "    " : "and ") + conditions.get(i));
        }
        line(text, 3, "then " + actions(selector.actions()));
        List<String> results = ConditionText.ofReturn(hook, selector);
        if (!results.isEmpty() || !selector.returnActions().isEmpty()) {
            line(
                    text,
                    3,
                    "on return" + (results.isEmpty() ? "" : ", if " + String.join(" and ", results)) + ": "
                            + actions(selector.returnActions()));
        }
    }

    private static String point(HookPoint point) {
        return switch (point) {
            case HookPoint.Functions functions -> calls(functions.calls());
            case HookPoint.Tracepoint tracepoint ->
                (tracepoint.raw() ? "raw tracepoint " : "tracepoint ") + tracepoint.description();
            case HookPoint.UserFunctions functions ->
                functions.path() + ", " + functions.locations().size() + " places";
            case HookPoint.UserTracepoint tracepoint -> tracepoint.description();
            case HookPoint.Lsm lsm -> "LSM " + lsm.hook();
        };
    }

    private static String calls(List<Call> calls) {
        String shown = calls.stream().limit(MOST_CALLS).map(Call::toString).collect(Collectors.joining(", "));
        return calls.size() > MOST_CALLS ? shown + " and " + (calls.size() - MOST_CALLS) + " more" : shown;
    }

    private static String actions(List<Action> actions) {
        if (actions.isEmpty()) {
            return "an event";
        }
        boolean posts = actions.stream().noneMatch(action -> action instanceof Action.NoPost);
        List<String> all = new ArrayList<>();
        actions.stream()
                .filter(action -> !(action instanceof Action.NoPost) && !(action instanceof Action.Post))
                .forEach(action -> all.add(action(action)));
        if (posts) {
            all.add(actions.stream()
                    .filter(Action.Post.class::isInstance)
                    .map(action -> post((Action.Post) action))
                    .findFirst()
                    .orElse("an event"));
        } else {
            all.add("no event");
        }
        return String.join(", ", all);
    }

    private static String post(Action.Post post) {
        List<String> with = new ArrayList<>();
        if (post.kernelStack()) {
            with.add("the kernel's stack");
        }
        if (post.userStack()) {
            with.add("the process's stack");
        }
        if (post.imageHash()) {
            with.add("the file's hash");
        }
        return "an event" + (with.isEmpty() ? "" : " with " + String.join(" and ", with))
                + post.rateLimit().map(ExplainText::limit).orElse("");
    }

    private static String limit(RateLimit limit) {
        String of = switch (limit.scope()) {
            case THREAD -> "each thread";
            case PROCESS -> "each process";
            case GLOBAL -> "all processes together";
        };
        return ", the same one of " + of + " once in " + limit.interval().toSeconds() + " s";
    }

    private static String action(Action action) {
        return switch (action) {
            case Action.Post post -> post(post);
            case Action.NoPost _ -> "no event";
            case Action.Sigkill _ -> "kill the process";
            case Action.Signal signal -> "send signal " + signal.number();
            case Action.OverrideReturn override -> "return " + override.error() + " instead of doing it";
            case Action.OverrideRegisters registers ->
                "write " + registers.assignments().size() + " registers";
            case Action.OverrideCall _ -> "go on in another function";
            case Action.GetUrl get -> "ask for " + get.url();
            case Action.DnsLookup lookup -> "look up " + lookup.name();
            case Action.TrackSock _ -> "remember whose the socket is";
            case Action.UntrackSock _ -> "forget whose the socket is";
            case Action.NotifyEnforcer notify ->
                "let the enforcer end the call"
                        + (notify.error() == 0 ? "" : ", which returns " + notify.error())
                        + (notify.signal() == 0 ? "" : ", and send signal " + notify.signal());
            case Action.CleanupEnforcerNotification _ -> "let the enforcer do nothing";
            case Action.Set set -> "write " + Integer.toUnsignedString(set.value()) + " into argument " + set.index();
        };
    }

    private static void line(StringBuilder text, int depth, String line) {
        text.append("  ".repeat(depth)).append(line).append('\n');
    }
}
