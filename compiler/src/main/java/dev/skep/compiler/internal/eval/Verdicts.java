package dev.skep.compiler.internal.eval;

/**
 * What programs of a hook may return.
 *
 * @param least the smallest value
 * @param most the largest value
 * @param meaning the values in words, for the error: {@code 0 (deny) or 1 (allow)}
 */
public record Verdicts(long least, long most, String meaning) {
    /** Refuses a result that is known and outside. */
    void check(long result, String hook) {
        if (result >= least && result <= most) return;
        throw new Refusal("the kernel takes no result " + result + " from " + hook, "return " + meaning);
    }
}
