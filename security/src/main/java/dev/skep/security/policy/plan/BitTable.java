package dev.skep.security.policy.plan;

import dev.skep.security.policy.hook.Refused;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which bit of a number of 64 stands for what policies ask. What two policies ask alike has one bit, and what is asked again by a new plan
 * keeps the one that it had: programs that are loaded go by it.
 *
 * @param <Q> what is asked; says in words what it is
 */
final class BitTable<Q> {
    private final int most;
    private final String refusal;
    private final Map<Q, Integer> before;
    private final Map<Q, Integer> now = new LinkedHashMap<>();

    private BitTable(int most, String refusal, Map<Q, Integer> before) {
        this.most = most;
        this.refusal = refusal;
        this.before = before;
    }

    /**
     * None of the bits stands for anything.
     *
     * @param most bits, 64 or less
     * @param refusal what is wrong where more are asked for
     */
    static <Q> BitTable<Q> empty(int most, String refusal) {
        return new BitTable<>(most, refusal, Map.of());
    }

    /** For a new plan. */
    BitTable<Q> next() {
        return new BitTable<>(most, refusal, Map.copyOf(now));
    }

    /** What has a bit in this plan, in the order in which it was asked. */
    Map<Q, Integer> now() {
        return now;
    }

    /** The bits by what is asked, in words. */
    Map<String, Integer> words() {
        Map<String, Integer> words = new LinkedHashMap<>();
        now.forEach((question, bit) -> words.put(question.toString(), bit));
        return words;
    }

    /** What had one in the plan before. */
    Map<Q, Integer> before() {
        return before;
    }

    /**
     * The bit of a question.
     *
     * @throws Refused if all are taken
     */
    int bit(Q question) {
        Integer known = now.get(question);
        if (known == null) {
            known = before.get(question);
            if (known == null) {
                known = free();
            }
            now.put(question, known);
        }
        return known;
    }

    private int free() {
        for (int bit = 0; bit < most; bit++) {
            if (!before.containsValue(bit) && !now.containsValue(bit)) {
                return bit;
            }
        }
        throw Refused.because(refusal);
    }
}
