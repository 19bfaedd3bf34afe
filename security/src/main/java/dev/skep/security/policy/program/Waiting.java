package dev.skep.security.policy.program;

import dev.skep.bpf.memory.Bytes;

/**
 * Rules whose records are sent when the function returns, or when IMA has said what the file's hash is.
 *
 * @param rules the rules
 * @param hook a number of the hook, for the key of their records
 * @param place of the program that goes on with them
 * @param at where in the data the rules that matched are noted, eight bytes for each 64
 * @param hashAt where in the data the hash comes: the algorithm and the digest; -1 if they do not wait for one
 */
public record Waiting(RuleSet rules, int hook, int place, int at, int hashAt) {
    /** Bytes of a hash in the data. */
    public static final int HASH_SLOT = Long.BYTES + ImageHash.DIGEST;

    /** No rules. */
    public static Waiting none(int total) {
        return new Waiting(new RuleSet(new long[RuleSet.wordsFor(total)]), 0, 0, 0, -1);
    }

    /** Bytes of data that are needed where any rules wait. */
    public static int noted(int total, boolean forHashes) {
        return (RuleSet.wordsFor(total) + (forHashes ? 1 : 0)) * Long.BYTES;
    }

    boolean any() {
        return !rules.isEmpty();
    }

    /** Whether a hash is what they wait for: then the program that goes on with them gives the result, too. */
    boolean forHashes() {
        return hashAt >= 0;
    }

    /** Notes which rules matched, and the result that is due. Kernel only. */
    void note(Candidates left, Bytes data, int result) {
        for (int word = 0; word < rules.words().length; word++) {
            data.u64(at + word * Long.BYTES, left.word(word) & rules.word(word));
        }
        if (forHashes()) {
            data.u64(resultAt(), result);
        }
    }

    /** The result that is due. Kernel only. */
    long result(Bytes data) {
        return data.u64(resultAt());
    }

    private int resultAt() {
        return at + rules.words().length * Long.BYTES;
    }
}
