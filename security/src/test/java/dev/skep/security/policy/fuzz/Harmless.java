package dev.skep.security.policy.fuzz;

import dev.skep.security.policy.model.Action;
import dev.skep.security.policy.model.BinaryMatch;
import dev.skep.security.policy.model.Policy;
import dev.skep.security.policy.model.Selector;

/** Keeps generated policies, and what is made of them, from killing others than the test's own processes. */
final class Harmless {
    /** What the name of the folder of their binaries begins with. */
    static final String FOLDER = "skep-policies-";

    private Harmless() {}

    /** Whether all that does more than to tell is for binaries of such a folder alone. */
    static boolean is(Policy policy) {
        return policy.hooks().stream()
                .flatMap(hook -> hook.selectors().stream())
                .allMatch(selector -> onlyTells(selector) || isForActors(selector));
    }

    private static boolean onlyTells(Selector selector) {
        return selector.actions().stream().noneMatch(Harmless::acts)
                && selector.returnActions().stream().noneMatch(Harmless::acts);
    }

    private static boolean acts(Action action) {
        return switch (action) {
            case Action.Post p -> false;
            case Action.NoPost p -> false;
            case Action.UntrackSock p -> false;
            default -> true;
        };
    }

    private static boolean isForActors(Selector selector) {
        return selector.binaries().stream()
                .filter(match -> match.operator() == BinaryMatch.Operator.PREFIX)
                .anyMatch(match ->
                        match.paths().stream().allMatch(path -> path.text().contains("/" + FOLDER)));
    }
}
