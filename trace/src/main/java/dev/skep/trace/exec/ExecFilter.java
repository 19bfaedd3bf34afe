package dev.skep.trace.exec;

import dev.skep.trace.filter.ProcessFilter;

/**
 * Which execs are sent.
 *
 * @param process whose execs; the name is that after the exec
 * @param failures whether execs that failed are sent too
 * @param argumentsBytes most bytes of arguments, up to {@value ExecEvent#ARGUMENTS_BYTES}
 */
public record ExecFilter(ProcessFilter process, boolean failures, int argumentsBytes) {
    /** Every exec that succeeds, with as many arguments as possible. */
    public static final ExecFilter ALL = new ExecFilter(ProcessFilter.ALL, false, ExecEvent.ARGUMENTS_BYTES);

    /** Checks the number of bytes. */
    public ExecFilter {
        if (argumentsBytes < 1 || argumentsBytes > ExecEvent.ARGUMENTS_BYTES) {
            throw new IllegalArgumentException(
                    "argumentsBytes=" + argumentsBytes + ", expected 1 to " + ExecEvent.ARGUMENTS_BYTES);
        }
    }
}
