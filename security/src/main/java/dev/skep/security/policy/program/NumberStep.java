package dev.skep.security.policy.program;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Reads a number.
 *
 * @param reader where it comes from
 * @param users the rules of all conditions
 * @param conditions what it has to be
 */
public record NumberStep(NumberReader reader, RuleSet users, List<Condition> conditions) implements Step {
    /**
     * A condition of some rules.
     *
     * @param test what the number has to be
     * @param users the rules
     */
    public record Condition(NumberTest test, RuleSet users) {}

    /** Copies. */
    public NumberStep {
        conditions = List.copyOf(conditions);
    }

    @Override
    public boolean run(HookContext context, Candidates left) {
        long value = reader.read(context);
        for (Condition condition : conditions) {
            if (!condition.test().holds(value) && !left.goOnWithout(condition.users())) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int cost() {
        return reader.cost();
    }

    @Override
    public String toString() {
        return reader + " "
                + conditions.stream()
                        .map(condition -> condition.test().toString())
                        .distinct()
                        .collect(Collectors.joining("; "));
    }
}
