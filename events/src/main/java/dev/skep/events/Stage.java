package dev.skep.events;

/** Where on its way an event can be lost. */
public enum Stage {
    /** In the kernel: the ring buffer was full. */
    RING("ring buffer full"),
    /** In the kernel: so many were not wanted of one control group. */
    RATE("above the rate of a control group"),
    /** In the kernel: a table was full, so later events lack what it would have told. */
    TABLE("kernel table full"),
    /** In the reader: a record was not what it should be. */
    RECORD("damaged record"),
    /** Before a sink: its queue was full. */
    QUEUE("queue full"),
    /** In a sink: what it writes to was too slow, or failed. */
    SINK("sink failed");

    private final String text;

    Stage(String text) {
        this.text = text;
    }

    /** For users: {@code ring buffer full}. */
    public String text() {
        return text;
    }
}
