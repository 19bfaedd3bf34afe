package dev.skep.bpf;

/** The running kernel lacks something, or was told to refuse it; no privilege of the caller would change that. */
public final class UnsupportedFeatureException extends KernelException {
    private static final long serialVersionUID = 1L;

    /** What is missing. */
    private final String feature;

    /** How that was found out. */
    private final String reason;

    /**
     * Made by whoever needs the feature.
     *
     * @param feature what is missing, such as "kprobe"
     * @param reason how that was found out, and from which kernel on it exists where that is known
     */
    public UnsupportedFeatureException(String feature, String reason) {
        super(feature + " is not available: " + reason);
        this.feature = feature;
        this.reason = reason;
    }

    /** What is missing. */
    public String feature() {
        return feature;
    }

    /** How that was found out. */
    public String reason() {
        return reason;
    }
}
