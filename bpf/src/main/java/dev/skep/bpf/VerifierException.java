package dev.skep.bpf;

import java.util.List;

/**
 * The kernel refused to load a program (BPF_PROG_LOAD), with the verifier's log.
 *
 * <p>The message is one line: the last line of the log that says something. {@link #log()} has all of them.
 */
public final class VerifierException extends KernelException {
    private static final long serialVersionUID = 1L;

    private final String program;
    private final int number;
    private final String summary;

    @SuppressWarnings("serial") // always an immutable list of the JDK, which is serializable
    private final List<String> log;

    /**
     * @param program the name of the program
     * @param errno the positive error number
     * @param log the verifier's log by lines; empty when the kernel refused before the verifier ran
     */
    public VerifierException(String program, int errno, List<String> log) {
        this(program, errno, VerifierLog.summary(log, errno), List.copyOf(log));
    }

    private VerifierException(String program, int errno, String summary, List<String> log) {
        super("load program " + program + ": " + Errno.nameOf(errno) + ": " + summary);
        this.program = program;
        this.number = errno;
        this.summary = summary;
        this.log = log;
    }

    /** The name of the program. */
    public String program() {
        return program;
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
