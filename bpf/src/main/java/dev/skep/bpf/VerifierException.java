package dev.skep.bpf;

import java.util.List;

/**
 * The kernel refused to load a program (BPF_PROG_LOAD) or its BTF (BPF_BTF_LOAD), with the verifier's log.
 *
 * <p>The message is one line: the last line of the log that says something. {@link #log()} has all of them.
 */
public final class VerifierException extends KernelException {
    private static final long serialVersionUID = 1L;

    /** What was loaded. */
    private final String object;

    /** The positive error number. */
    private final int number;

    /** The line of the log that says most. */
    private final String summary;

    /** The verifier's log by lines. */
    @SuppressWarnings("serial") // always an immutable list of the JDK, which is serializable
    private final List<String> log;

    /**
     * Made by whoever loads.
     *
     * @param object what was loaded, such as "program exec"
     * @param errno the positive error number
     * @param log the verifier's log by lines; empty when the kernel refused before the verifier ran
     */
    public VerifierException(String object, int errno, List<String> log) {
        this(object, errno, VerifierLog.summary(log, errno), List.copyOf(log));
    }

    private VerifierException(String object, int errno, String summary, List<String> log) {
        super("load " + object + ": " + Errno.nameOf(errno) + ": " + summary);
        this.object = object;
        this.number = errno;
        this.summary = summary;
        this.log = log;
    }

    /** What was loaded, such as "program exec" or "BTF of exec". */
    public String object() {
        return object;
    }

    /** The positive error number. */
    public int number() {
        return number;
    }

    /** Whether the load failed with this error. */
    public boolean is(Errno errno) {
        return number == errno.number();
    }

    /** The last meaningful words of the log, on one line. */
    public String summary() {
        return summary;
    }

    /** The verifier's log, line by line; empty when the kernel refused before the verifier ran. */
    public List<String> log() {
        return log;
    }
}
