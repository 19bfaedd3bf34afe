package dev.skep.security.policy.hook;

import java.io.Serial;

/** Something that a policy names cannot be served in this kernel; the message says why. */
public final class Refused extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    private final boolean missing;

    private Refused(String reason, boolean missing) {
        super(reason);
        this.missing = missing;
    }

    /** For a reason. */
    public static Refused because(String reason) {
        return new Refused(reason, false);
    }

    /** Because the kernel has no such thing. */
    public static Refused missing(String reason) {
        return new Refused(reason, true);
    }

    /** Whether the kernel has no such thing, rather than no way to serve it. */
    public boolean isMissing() {
        return missing;
    }
}
