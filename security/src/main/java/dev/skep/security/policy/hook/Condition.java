package dev.skep.security.policy.hook;

import dev.skep.security.policy.program.NumberReader;
import dev.skep.security.policy.program.NumberTest;

/**
 * What has to hold at a hook that sees more than what the policy names.
 *
 * @param reader what is compared
 * @param test with what
 */
public record Condition(NumberReader reader, NumberTest test) {
    @Override
    public String toString() {
        return reader + " " + test;
    }
}
