package dev.skep.security.policy.hook;

import dev.skep.security.policy.program.ConstantNumber;
import dev.skep.security.policy.program.NumberReader;
import dev.skep.security.policy.program.NumberTest;

/**
 * What has to hold at a hook that sees more than what the policy names.
 *
 * @param reader what is compared
 * @param test with what
 */
public record Condition(NumberReader reader, NumberTest test) {
    /** Whether it is known before the hook is reached that it holds there. */
    public boolean alwaysHolds() {
        return reader instanceof ConstantNumber known && test.holds(known.value());
    }

    /** Whether it is known before the hook is reached that it does not hold there. */
    public boolean neverHolds() {
        return reader instanceof ConstantNumber known && !test.holds(known.value());
    }

    @Override
    public String toString() {
        return reader + " " + test;
    }
}
