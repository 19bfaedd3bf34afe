package dev.skep.security.policy.program;

import dev.skep.bpf.memory.Bytes;

/** The rules that may still match, on their way through the steps. Runs in the kernel, where it is a register for each 64 rules. */
final class Candidates {
    private final long[] words;

    Candidates(RuleSet rules) {
        int length = rules.words().length;
        words = new long[length];
        for (int i = 0; i < length; i++) {
            words[i] = rules.word(i);
        }
    }

    /** Those that a record noted. */
    Candidates(Bytes data, Waiting waiting) {
        words = new long[waiting.rules().words().length];
        for (int i = 0; i < words.length; i++) {
            words[i] = data.u64(waiting.at() + i * Long.BYTES);
        }
    }

    /** Whether any is left. */
    boolean any() {
        long all = 0;
        for (long word : words) {
            all |= word;
        }
        return all != 0;
    }

    /** Whether any of these is left. */
    boolean has(RuleSet rules) {
        long all = 0;
        for (int i = 0; i < words.length; i++) {
            if (rules.word(i) != 0) {
                all |= words[i] & rules.word(i);
            }
        }
        return all != 0;
    }

    /** Whether this one is left. */
    boolean has(int rule) {
        return (words[rule / Long.SIZE] & (1L << (rule % Long.SIZE))) != 0;
    }

    /** Takes these out. */
    void drop(RuleSet rules) {
        for (int i = 0; i < words.length; i++) {
            if (rules.word(i) != 0) {
                words[i] &= ~rules.word(i);
            }
        }
    }

    /** Of {@code users}, leaves only those whose bits are in {@code kept} from {@code at} on. */
    void keep(RuleSet users, long[] kept, int at) {
        for (int i = 0; i < words.length; i++) {
            if (users.word(i) != 0) {
                int place = at + i;
                words[i] &= ~users.word(i) | (place >= 0 && place < kept.length ? kept[place] : 0);
            }
        }
    }

    long word(int index) {
        return words[index];
    }
}
