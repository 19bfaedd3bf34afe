package dev.skep.security.process;

/**
 * How processes are watched.
 *
 * @param node name of this machine in {@link ExecId}
 * @param detail how much is told of each
 * @param memory how much is kept
 * @param announceRunning whether what runs already is sent as execs at the start
 */
public record SensorOptions(String node, ProcessDetail detail, SensorMemory memory, boolean announceRunning) {
    static void check(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + '=' + value + ", expected " + least + " to " + most);
        }
    }

    /** What suits most hosts. */
    public static SensorOptions defaults(String node) {
        return new SensorOptions(node, ProcessDetail.STANDARD, SensorMemory.STANDARD, true);
    }

    /** With more or less told of each process. */
    public SensorOptions with(ProcessDetail other) {
        return new SensorOptions(node, other, memory, announceRunning);
    }

    /** Without what runs already. */
    public SensorOptions withoutRunning() {
        return new SensorOptions(node, detail, memory, false);
    }
}
