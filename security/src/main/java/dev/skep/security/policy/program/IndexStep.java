package dev.skep.security.policy.program;

import java.util.Map;

/**
 * Reads a number that many rules compare with different ones: one look-up tells for all of them.
 *
 * @param reader where the number comes from
 * @param users the rules of the index
 * @param index the rules that each number is right for
 */
public record IndexStep(NumberReader reader, RuleSet users, Map<Long, RuleSet> index) implements Step {
    /** Copies. */
    public IndexStep {
        index = Map.copyOf(index);
    }

    @Override
    public void run(HookContext context, Candidates left) {
        RuleSet found = index.get(reader.read(context));
        if (found == null) {
            left.drop(users);
        } else {
            left.keep(users, found);
        }
    }

    @Override
    public int cost() {
        return reader.cost() + Cost.LOOKUP;
    }

    @Override
    public String toString() {
        return reader + " looked up among " + index.size() + " values";
    }
}
