package dev.skep.agent.event;

/** The sensor of processes, which everything else is built on, as Tetragon's clients and dashboards call it. */
public final class BaseSensor {
    /** Its name, where sensors and policies have names. */
    public static final String NAME = "__base__";

    private BaseSensor() {}
}
