/**
 * The command {@code skep}. The only module that knows all others. What belongs to the agent is there only where the launcher starts one of
 * its commands, on the class path.
 */
module dev.skep.cli {
    requires static org.jspecify;
    requires static dev.skep.agent;
    requires static dev.skep.api;
    requires dev.skep.drop;
    requires dev.skep.events;
    requires dev.skep.identity;
    requires dev.skep.trace;
    requires info.picocli;
    requires java.compiler;
    requires static java.logging;

    // Filters that are compiled into programs.
    opens dev.skep.cli.trace to
            dev.skep.compiler;
}
