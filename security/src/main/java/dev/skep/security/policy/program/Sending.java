package dev.skep.security.policy.program;

import dev.skep.bpf.memory.Bytes;
import java.util.List;

/**
 * Sends one record for each rule that matched.
 *
 * @param rules how many there are
 * @param limits rules that do not send all
 * @param tally the number of each, and what it did
 * @param shared what all hooks share
 */
record Sending(int rules, List<Limiting> limits, Tally tally, Shared shared) {
    /** More rules are gone through by a loop. */
    private static final int MOST_UNROLLED = 8;

    /**
     * Sends the first {@code length} bytes of {@code record}, whose data are {@code data}. Kernel only.
     *
     * @param first where the counts of the hook begin
     */
    void send(int first, Candidates left, RuleSet of, PolicyRecord record, Bytes data, int length) {
        for (Limiting limit : limits) {
            if (of.has(limit.rule()) && left.has(limit.rule())) {
                ActionCounts count = tally.of(first, limit.rule());
                if (count != null && limit.likeness().holdsBack(record, data, count.number())) {
                    left.drop(limit.users());
                    count.addLimited(1);
                }
            }
        }
        if (rules == 1) {
            if (!of.isEmpty() && left.any()) {
                one(first, 0, record, length);
            }
            return;
        }
        if (rules <= MOST_UNROLLED) {
            for (int rule = 0; rule < rules; rule++) {
                if (of.has(rule) && left.has(rule)) {
                    one(first, rule, record, length);
                }
            }
            return;
        }
        for (int word = 0; word < of.length(); word++) {
            long bits = left.word(word) & of.word(word);
            for (int bit = 0; bit < Long.SIZE && bits != 0; bit++) {
                if ((bits & 1) != 0) {
                    one(first, word * Long.SIZE + bit, record, length);
                }
                bits >>>= 1;
            }
        }
    }

    private void one(int first, int rule, PolicyRecord record, int length) {
        ActionCounts count = tally.of(first, rule);
        if (count != null) {
            record.code(count.number());
            if (shared.events().output(record, length)) {
                count.addPosts(1);
            }
        }
    }
}
