package dev.skep.security.policy.attach;

import dev.skep.security.policy.plan.RuleReader;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The numbers that records name rules by. No number is used twice, so a record of a program that has been exchanged meanwhile is still read
 * right; numbers are forgotten some changes later.
 */
public final class RuleNumbers {
    /** No record and no call under way is older; a call that is loses its name. */
    private static final long PATIENCE_NANOS = 600_000_000_000L;

    private record Retired(int first, int count, long nanos) {}

    private final Map<Integer, RuleReader> readers = new ConcurrentHashMap<>();
    private final Queue<Retired> retired = new ArrayDeque<>();
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

    /** Takes numbers back some time from now: records of them may still be on their way. */
    synchronized void retire(int first, int count) {
        long now = System.nanoTime();
        retired.add(new Retired(first, count, now));
        while (now - retired.element().nanos() > PATIENCE_NANOS) {
            Retired old = retired.remove();
            remove(old.first(), old.count());
        }
    }

    @Nullable
    RuleReader get(int number) {
        return readers.get(number);
    }
}
