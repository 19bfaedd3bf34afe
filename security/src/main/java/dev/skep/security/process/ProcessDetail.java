package dev.skep.security.process;

import java.util.Optional;
import java.util.function.IntFunction;

/**
 * How much is told of a process.
 *
 * @param argumentsBytes most bytes of a command line; what is longer is cut and marked {@link ProcessFlag#CUT_ARGUMENTS}
 * @param environmentBytes most bytes of the environment, 0 to leave it out
 * @param ancestors most ancestors beyond the parent that events carry
 * @param userNames names of users of the host, for {@link Process#user()}
 */
public record ProcessDetail(
        int argumentsBytes, int environmentBytes, int ancestors, IntFunction<Optional<String>> userNames) {
    /** Longest command line and environment that Linux allows: three quarters of 8 MiB ({@code _STK_LIM}, fs/exec.c). */
    public static final int MOST_BYTES = 6 << 20;

    /** Command lines of up to 2 MiB, and nothing else. */
    public static final ProcessDetail STANDARD = new ProcessDetail(2 << 20, 0, 0, uid -> Optional.empty());

    /** Neither command lines nor anything else. */
    static final ProcessDetail NOTHING = new ProcessDetail(0, 0, 0, uid -> Optional.empty());

    private static final int MOST_ANCESTORS = 1024;

    /** Checks ranges. */
    public ProcessDetail {
        SensorOptions.check("argumentsBytes", argumentsBytes, 0, MOST_BYTES);
        SensorOptions.check("environmentBytes", environmentBytes, 0, MOST_BYTES);
        SensorOptions.check("ancestors", ancestors, 0, MOST_ANCESTORS);
    }
}
