package dev.skep.bench.tool;

import java.util.List;

/**
 * A tool that prints a line for each event.
 *
 * @param name how tables call it
 * @param command program and arguments
 */
public record Tool(String name, List<String> command) {
    /** The name of ours. */
    public static final String SKEP = "skep";

    /** Copies the command. */
    public Tool {
        command = List.copyOf(command);
    }

    /** Whether it is ours. */
    public boolean isSkep() {
        return name.equals(SKEP);
    }
}
