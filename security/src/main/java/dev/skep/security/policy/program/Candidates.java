package dev.skep.security.policy.program;

import dev.skep.bpf.memory.Bytes;
import dev.skep.compiler.helper.Memory;

/**
 * The rules that may still match, on their way through the steps. Runs in the kernel.
 *
 * <p>They lie on the stack, written in halves and read whole: what the verifier knows of their bits ends there. In registers it would know
 * which tests each path has gone through, and follow two paths from every test on, which no later instruction joins.
 *
 * <p>Of a single rule it is known, wherever the program is, whether it is left: nothing is written or read.
 */
final class Candidates {
    private static final Bytes[] NO_WORDS = {};

    private final RuleSet all;
    private final Bytes[] words;
    private final boolean single;
    /** Whether the single rule is left. */
    private boolean left = true;

    /** All of these. */
    Candidates(RuleSet rules) {
        all = rules;
        single = rules.total() == 1;
        if (single) {
            words = NO_WORDS;
            return;
        }
        words = new Bytes[rules.length()];
        for (int i = 0; i < words.length; i++) {
            words[i] = Memory.onStack(Long.BYTES);
            word(i, rules.word(i));
        }
    }

    /** Those that a record noted, which is kept where there is one. */
    Candidates(Bytes data, Waiting waiting) {
        all = waiting.rules();
        single = all.total() == 1;
        words = new Bytes[single ? 0 : waiting.rules().length()];
        for (int i = 0; i < words.length; i++) {
            words[i] = Memory.onStack(Long.BYTES);
            word(i, data.u64(waiting.at() + i * Long.BYTES));
        }
    }

    // What follows is evaluated many times for each program: where one word has all rules, as hardly ever not, without
    // a loop.

    /** Whether any is left. */
    boolean any() {
        if (single) {
            return left;
        }
        if (words.length == 1) {
            return words[0].u64(0) != 0;
        }
        long all = 0;
        for (int i = 0; i < words.length; i++) {
            all |= word(i);
        }
        return all != 0;
    }

    /** Whether any of these is left. */
    boolean has(RuleSet rules) {
        if (single) {
            return left && !rules.isEmpty();
        }
        if (words.length == 1) {
            return !rules.isEmpty() && (words[0].u64(0) & rules.first()) != 0;
        }
        long all = 0;
        for (int i = 0; i < words.length; i++) {
            if (rules.word(i) != 0) {
                all |= word(i) & rules.word(i);
            }
        }
        return all != 0;
    }

    /** Whether any is left that both have. */
    boolean hasOfBoth(RuleSet some, RuleSet others) {
        if (single) {
            return left && (some.first() & others.first()) != 0;
        }
        long all = 0;
        for (int i = 0; i < words.length; i++) {
            long both = some.word(i) & others.word(i);
            if (both != 0) {
                all |= word(i) & both;
            }
        }
        return all != 0;
    }

    /** Whether this one is left. */
    boolean has(int rule) {
        if (single) {
            return left;
        }
        return (word(rule / Long.SIZE) & (1L << (rule % Long.SIZE))) != 0;
    }

    /** Takes these out; or does not and is false, if it is known when the program is compiled that there are no others. */
    boolean goOnWithout(RuleSet rules) {
        if (single ? !rules.isEmpty() : rules.covers(all)) {
            return false;
        }
        drop(rules);
        return true;
    }

    /** Takes these out. */
    void drop(RuleSet rules) {
        if (single) {
            left = left && rules.isEmpty();
            return;
        }
        if (words.length == 1) {
            if (!rules.isEmpty()) {
                word(0, words[0].u64(0) & ~rules.first());
            }
            return;
        }
        for (int i = 0; i < words.length; i++) {
            if (rules.word(i) != 0) {
                word(i, word(i) & ~rules.word(i));
            }
        }
    }

    /** Of {@code users}, leaves only those whose bits are in {@code kept} from {@code at} on. */
    void keep(RuleSet users, long[] kept, int at) {
        if (single) {
            left = left && (users.isEmpty() || (at >= 0 && at < kept.length && kept[at] != 0));
            return;
        }
        for (int i = 0; i < words.length; i++) {
            if (users.word(i) != 0) {
                int place = at + i;
                long right = place >= 0 && place < kept.length ? kept[place] : 0;
                word(i, word(i) & (~users.word(i) | right));
            }
        }
    }

    /** Takes out those whose bits are in {@code dropped} from {@code at} on. */
    void drop(long[] dropped, int at) {
        if (single) {
            left = left && !(at >= 0 && at < dropped.length && dropped[at] != 0);
            return;
        }
        for (int i = 0; i < words.length; i++) {
            int place = at + i;
            word(i, word(i) & ~(place >= 0 && place < dropped.length ? dropped[place] : 0));
        }
    }

    /** Bits of those that are left. */
    long word(int index) {
        if (single) {
            return left ? 1 : 0;
        }
        return words[index].u64(0);
    }

    private void word(int index, long bits) {
        words[index].u32(0, (int) bits);
        words[index].u32(Integer.BYTES, (int) (bits >>> Integer.SIZE));
    }
}
