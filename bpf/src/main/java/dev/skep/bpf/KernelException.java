package dev.skep.bpf;

/**
 * What goes wrong between a program and the kernel. The family is closed, so a caller can switch over its kinds.
 *
 * <p>Misuse of this library is not among them: that is an {@link IllegalArgumentException} or an
 * {@link IllegalStateException}.
 */
public abstract sealed class KernelException extends RuntimeException
        permits SyscallException, VerifierException, UnsupportedFeatureException, MalformedInputException {
    private static final long serialVersionUID = 1L;

    /** The message, of which the superclass says that it may be null. */
    private final String message;

    KernelException(String message) {
        super(message);
        this.message = message;
    }

    /** Always there, on one line, in lower case. */
    @Override
    public final String getMessage() {
        return message;
    }
}
