package dev.skep.compiler.internal.eval;

import dev.skep.compiler.internal.ir.SourcePosition;
import org.jspecify.annotations.Nullable;

/** The evaluator's reason for giving up, before it is put into words with the source line. */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String reason;
    private final String mend;
    private transient @Nullable SourcePosition position;

    /**
     * A refusal at the bytecode that is being evaluated.
     *
     * @param reason what is wrong
     * @param mend what to write instead
     */
    public Refusal(String reason, String mend) {
        super(reason, null, false, false);
        this.reason = reason;
        this.mend = mend;
    }

    /** The same, at {@code where} unless its place is known already. */
    public Refusal at(SourcePosition where) {
        if (position == null) position = where;
        return this;
    }

    /** Whether it is known where. */
    boolean located() {
        return position != null;
    }

    /** What is wrong. */
    public String reason() {
        return reason;
    }

    /** What to write instead. */
    public String mend() {
        return mend;
    }

    /** Where, or null if it is not about a place. */
    public @Nullable SourcePosition position() {
        return position;
    }
}
