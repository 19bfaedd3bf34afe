package dev.skep.security.policy.program;

import dev.skep.bpf.map.PerCpuArray;
import dev.skep.bpf.memory.Bytes;
import java.util.List;

/**
 * Sends one record for each rule that matched.
 *
 * @param rules how many there are
 * @param limits rules that do not send all
 * @param counts the number of each, and what it did
 * @param shared what all hooks share
 */
record Sending(int rules, List<Limiting> limits, PerCpuArray<ActionCounts> counts, Shared shared) {
    /** More rules are gone through by a loop. */
    private static final int MOST_UNROLLED = 8;

    /** Sends the first {@code length} bytes of {@code record}, whose data are {@code data}. Kernel only. */
    void send(Candidates left, RuleSet of, PolicyRecord record, Bytes data, int length) {
        for (Limiting limit : limits) {
            if (left.has(limit.rule())) {
                ActionCounts count = counts.get(limit.rule());
                if (count != null && limit.holdsBack(record, data, count.number())) {
                    left.drop(limit.users());
                    count.addLimited(1);
                }
            }
        }
        if (rules <= MOST_UNROLLED) {
            for (int rule = 0; rule < rules; rule++) {
                if (of.has(rule) && left.has(rule)) {
                    one(rule, record, length);
                }
            }
            return;
        }
        for (int word = 0; word < of.words().length; word++) {
            long bits = left.word(word) & of.word(word);
            for (int bit = 0; bit < Long.SIZE && bits != 0; bit++) {
                if ((bits & 1) != 0) {
                    one(word * Long.SIZE + bit, record, length);
                }
                bits >>>= 1;
            }
        }
    }

    private void one(int rule, PolicyRecord record, int length) {
        ActionCounts count = counts.get(rule);
        if (count != null) {
            record.code(count.number());
            if (shared.events().output(record, length)) {
                count.addPosts(1);
            }
        }
    }
}
