package dev.skep.security.policy.plan;

import dev.skep.security.policy.model.ActionKind;
import dev.skep.security.policy.program.Acting;
import dev.skep.security.policy.program.Noticing;
import dev.skep.security.policy.program.Overriding;
import dev.skep.security.policy.program.RuleSet;
import dev.skep.security.policy.program.Signalling;
import dev.skep.security.policy.program.Tracking;
import dev.skep.security.policy.program.UserWrite;
import dev.skep.security.policy.program.Writing;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;

/** What the rules of one hook do besides telling, put together: what several do is done once. */
final class ActingPlan {
    private final List<RulePlan> rules;
    private final Function<RulePlan, Optional<ActionPlan>> actionsOf;

    /** For these rules, of which {@code actionsOf} says what each does. */
    ActingPlan(List<RulePlan> rules, Function<RulePlan, Optional<ActionPlan>> actionsOf) {
        this.rules = rules;
        this.actionsOf = actionsOf;
    }

    /** What they do. */
    Acting acting() {
        Map<Integer, List<Integer>> bySignal = new TreeMap<>();
        Map<Integer, List<Integer>> byError = new LinkedHashMap<>();
        Map<UserWrite, List<Integer>> byWrite = new LinkedHashMap<>();
        for (int i = 0; i < rules.size(); i++) {
            int rule = i;
            actionsOf.apply(rules.get(i)).ifPresent(actions -> {
                for (int signal : actions.signals()) {
                    bySignal.computeIfAbsent(signal, s -> new ArrayList<>()).add(rule);
                }
                actions.override()
                        .ifPresent(error -> byError.computeIfAbsent(error, e -> new ArrayList<>())
                                .add(rule));
                for (UserWrite write : actions.writes()) {
                    byWrite.computeIfAbsent(write, w -> new ArrayList<>()).add(rule);
                }
            });
        }
        return new Acting(
                bySignal.entrySet().stream()
                        .map(entry -> new Signalling(entry.getKey(), set(entry.getValue())))
                        .toList(),
                byError.entrySet().stream()
                        .map(entry -> new Overriding(entry.getKey(), set(entry.getValue())))
                        .toList(),
                byWrite.entrySet().stream()
                        .map(entry -> new Writing(entry.getKey(), set(entry.getValue())))
                        .toList(),
                notices(),
                set(ActionPlan::withdraws),
                tracks(),
                set(ActingPlan::counts));
    }

    /** What only sends records is counted when it does. */
    private static boolean counts(ActionPlan actions) {
        return actions.shown() != ActionKind.POST;
    }

    private List<Noticing> notices() {
        Map<ActionPlan.Notice, List<Integer>> byNotice = new LinkedHashMap<>();
        for (int i = 0; i < rules.size(); i++) {
            int rule = i;
            actionsOf
                    .apply(rules.get(i))
                    .flatMap(ActionPlan::notice)
                    .ifPresent(notice -> byNotice.computeIfAbsent(notice, n -> new ArrayList<>())
                            .add(rule));
        }
        return byNotice.entrySet().stream()
                .map(entry ->
                        new Noticing(entry.getKey().error(), entry.getKey().signal(), set(entry.getValue())))
                .toList();
    }

    private List<Tracking> tracks() {
        Map<ActionPlan.Track, List<Integer>> byTrack = new LinkedHashMap<>();
        for (int i = 0; i < rules.size(); i++) {
            for (ActionPlan.Track track :
                    actionsOf.apply(rules.get(i)).map(ActionPlan::tracks).orElse(List.of())) {
                byTrack.computeIfAbsent(track, t -> new ArrayList<>()).add(i);
            }
        }
        return byTrack.entrySet().stream()
                .map(entry ->
                        new Tracking(entry.getKey().socket(), entry.getKey().remembered(), set(entry.getValue())))
                .toList();
    }

    private RuleSet set(Predicate<ActionPlan> of) {
        List<Integer> numbers = new ArrayList<>();
        for (int i = 0; i < rules.size(); i++) {
            if (actionsOf.apply(rules.get(i)).filter(of).isPresent()) {
                numbers.add(i);
            }
        }
        return set(numbers);
    }

    private RuleSet set(List<Integer> numbers) {
        return RuleSet.of(rules.size(), numbers);
    }
}
