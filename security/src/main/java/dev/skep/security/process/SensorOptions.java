package dev.skep.security.process;

/**
 * How processes are watched.
 *
 * @param node name of this machine in {@link ExecId}
 * @param detail how much is told of each
 * @param memory how much is kept
 * @param rate how much is told of one control group
 * @param announceRunning whether what runs already is sent as execs at the start
 */
public record SensorOptions(
        String node, ProcessDetail detail, SensorMemory memory, EventRate rate, boolean announceRunning) {
    static void check(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + '=' + value + ", expected " + least + " to " + most);
        }
    }

    /** What suits most hosts. */
    public static SensorOptions defaults(String node) {
        return new SensorOptions(node, ProcessDetail.STANDARD, SensorMemory.STANDARD, EventRate.UNLIMITED, true);
    }

    /** With more or less told of each process. */
    public SensorOptions with(ProcessDetail other) {
        return new SensorOptions(node, other, memory, rate, announceRunning);
    }

    /** Without what runs already. */
    public SensorOptions withoutRunning() {
        return new SensorOptions(node, detail, memory, rate, false);
    }

    /** With less told of control groups that have very much to tell. */
    public SensorOptions with(EventRate limit) {
        return new SensorOptions(node, detail, memory, limit, announceRunning);
    }
}
