package dev.skep.security.process;

import java.time.Duration;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * How processes are watched.
 *
 * @param node name of this machine in {@link ExecId}
 * @param argumentsBytes most bytes of a command line; what is longer is cut and marked {@link ProcessFlag#CUT_ARGUMENTS}
 * @param environmentBytes most bytes of the environment, 0 to leave it out
 * @param ancestors most ancestors beyond the parent that events carry
 * @param announceRunning whether what runs already is sent as execs at the start
 * @param ringBytes size of the ring buffer, a power of two
 * @param processes most processes of the host that the kernel keeps account of
 * @param ended most ended processes that are kept for late events
 * @param retention how long ended processes are kept at least, as far as {@code ended} allows
 * @param userNames names of users of the host, for {@link Process#user()}
 */
public record SensorOptions(
        String node,
        int argumentsBytes,
        int environmentBytes,
        int ancestors,
        boolean announceRunning,
        int ringBytes,
        int processes,
        int ended,
        Duration retention,
        IntFunction<Optional<String>> userNames) {
    /** Longest command line and environment that Linux allows: three quarters of 8 MiB ({@code _STK_LIM}, fs/exec.c). */
    public static final int MOST_ARGUMENTS_BYTES = 6 << 20;

    private static final SensorOptions DEFAULTS = new SensorOptions(
            "localhost", 2 << 20, 0, 0, true, 4 << 20, 65_536, 8192, Duration.ofSeconds(5), uid -> Optional.empty());

    /** Checks ranges. */
    public SensorOptions {
        check("argumentsBytes", argumentsBytes, 0, MOST_ARGUMENTS_BYTES);
        check("environmentBytes", environmentBytes, 0, MOST_ARGUMENTS_BYTES);
        check("ancestors", ancestors, 0, 1024);
        check("ringBytes", ringBytes, 1 << 16, 1 << 30);
        check("processes", processes, 1024, 4 << 20);
        check("ended", ended, 0, 1 << 20);
    }

    private static void check(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + '=' + value + ", expected " + least + " to " + most);
        }
    }

    /** What suits most hosts. */
    public static SensorOptions defaults(String node) {
        return DEFAULTS.withNode(node);
    }

    /** With another name of this machine. */
    public SensorOptions withNode(String name) {
        return new SensorOptions(
                name,
                argumentsBytes,
                environmentBytes,
                ancestors,
                announceRunning,
                ringBytes,
                processes,
                ended,
                retention,
                userNames);
    }

    /** With this many bytes of environment. */
    public SensorOptions withEnvironmentBytes(int bytes) {
        return new SensorOptions(
                node,
                argumentsBytes,
                bytes,
                ancestors,
                announceRunning,
                ringBytes,
                processes,
                ended,
                retention,
                userNames);
    }

    /** With this many bytes of command line. */
    public SensorOptions withArgumentsBytes(int bytes) {
        return new SensorOptions(
                node,
                bytes,
                environmentBytes,
                ancestors,
                announceRunning,
                ringBytes,
                processes,
                ended,
                retention,
                userNames);
    }

    /** With this many ancestors. */
    public SensorOptions withAncestors(int most) {
        return new SensorOptions(
                node,
                argumentsBytes,
                environmentBytes,
                most,
                announceRunning,
                ringBytes,
                processes,
                ended,
                retention,
                userNames);
    }

    /** With names of users. */
    public SensorOptions withUserNames(IntFunction<Optional<String>> names) {
        return new SensorOptions(
                node,
                argumentsBytes,
                environmentBytes,
                ancestors,
                announceRunning,
                ringBytes,
                processes,
                ended,
                retention,
                names);
    }

    /** With or without what runs already. */
    public SensorOptions withAnnounceRunning(boolean announce) {
        return new SensorOptions(
                node,
                argumentsBytes,
                environmentBytes,
                ancestors,
                announce,
                ringBytes,
                processes,
                ended,
                retention,
                userNames);
    }
}
