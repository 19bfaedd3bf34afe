package dev.skep.security.policy.program;

/**
 * Rules whose records are sent when the function returns.
 *
 * @param rules the rules
 * @param hook a number of the hook, for the key of their records
 * @param place of the program that goes on with them
 * @param at where in the data the rules that matched are noted, eight bytes for each 64
 */
public record Waiting(RuleSet rules, int hook, int place, int at) {
    /** No rules. */
    public static Waiting none(int total) {
        return new Waiting(new RuleSet(new long[RuleSet.wordsFor(total)]), 0, 0, 0);
    }

    boolean any() {
        return !rules.isEmpty();
    }
}
