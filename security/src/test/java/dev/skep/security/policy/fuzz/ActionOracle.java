package dev.skep.security.policy.fuzz;

import dev.skep.security.policy.event.Effect;
import dev.skep.security.policy.model.Action;
import dev.skep.security.policy.model.ActionKind;
import dev.skep.security.policy.model.Hook;
import dev.skep.security.policy.model.PolicyMode;
import dev.skep.security.policy.model.RateLimit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Says what actions of policies come to. */
final class ActionOracle {
    private ActionOracle() {}

    /** What an event names: the last that says something of its own. */
    static ActionKind shown(List<Action> actions) {
        return actions.stream()
                .map(Action::kind)
                .filter(kind -> kind != ActionKind.POST)
                .reduce((first, last) -> last)
                .orElse(ActionKind.POST);
    }

    /** How often the same is told at most: as the last says that tells. */
    static Optional<RateLimit> limit(List<Action> actions) {
        return actions.stream()
                .filter(Action.Post.class::isInstance)
                .map(Action.Post.class::cast)
                .reduce((first, last) -> last)
                .flatMap(Action.Post::rateLimit);
    }

    /** What an event says that they have achieved. */
    static Effect effect(List<Action> actions, List<Action> atReturn, Hook hook, PolicyMode mode) {
        Set<Integer> signals = signals(actions);
        Set<Integer> late = signals(atReturn);
        if (mode == PolicyMode.MONITOR) {
            return Effect.OBSERVED;
        }
        if (signals.contains(Outcome.SIGKILL)) {
            return denies(actions, hook) || hook.point().description().endsWith(Call.COPY_FILE_RANGE.text())
                    ? Effect.KILLED_BEFORE
                    : Effect.KILLED_AFTER;
        }
        if (late.contains(Outcome.SIGKILL)) {
            return Effect.KILLED_AFTER;
        }
        if (denies(actions, hook)) {
            return Effect.DENIED;
        }
        return signals.isEmpty() && late.isEmpty() ? Effect.OBSERVED : Effect.SIGNALLED;
    }

    /** Whether nothing comes of the operation. */
    static boolean denies(List<Action> actions, Hook hook) {
        return hook.point().description().equals(Connection.CONNECT)
                && (signals(actions).contains(Outcome.SIGKILL)
                        || actions.stream().anyMatch(Action.OverrideReturn.class::isInstance));
    }

    private static Set<Integer> signals(List<Action> actions) {
        Set<Integer> signals = new TreeSet<>();
        for (Action action : actions) {
            switch (action) {
                case Action.Sigkill kill -> signals.add(Outcome.SIGKILL);
                case Action.Signal signal -> signals.add(signal.number());
                default -> {}
            }
        }
        return signals;
    }

    /** What came of an act otherwise than all of these want it. */
    static Optional<String> wrong(List<Action> actions, Act act) {
        Set<Integer> signals = signals(actions);
        Outcome outcome = act.outcome();
        boolean kills = signals.contains(Outcome.SIGKILL);
        if (kills != outcome.killed()) {
            return Optional.of(kills ? "it was not killed" : "it was killed");
        }
        if (!kills && !signals.equals(outcome.signals())) {
            return Optional.of("it got the signals " + outcome.signals() + " instead of " + signals);
        }
        if (act instanceof Connection connection && !kills) {
            Set<Long> errors = actions.stream()
                    .filter(Action.OverrideReturn.class::isInstance)
                    .map(action -> -(long) Math.abs(((Action.OverrideReturn) action).error()))
                    .collect(Collectors.toSet());
            boolean right = errors.isEmpty()
                    ? !connection.denied()
                    : outcome.returned().filter(errors::contains).isPresent();
            return right ? Optional.empty() : Optional.of("connecting should have failed with " + errors);
        }
        return Optional.empty();
    }
}
