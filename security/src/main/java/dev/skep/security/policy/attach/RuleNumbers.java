package dev.skep.security.policy.attach;

import dev.skep.security.policy.plan.RuleReader;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The numbers that records name rules by. No number is used twice, so a record of a program that has been exchanged meanwhile is still read
 * right; numbers are forgotten some changes later.
 */
public final class RuleNumbers {
    private final Map<Integer, RuleReader> readers = new ConcurrentHashMap<>();
    private int next = 1;

    /** Numbers for these rules, in a row. */
    synchronized int add(List<RuleReader> rules) {
        int first = next;
        for (RuleReader rule : rules) {
            readers.put(next++, rule);
        }
        return first;
    }

    /** Takes numbers back of which no record will come any more. */
    void remove(int first, int count) {
        for (int number = first; number < first + count; number++) {
            readers.remove(number);
        }
    }

    @Nullable
    RuleReader get(int number) {
        return readers.get(number);
    }
}
