/** The command {@code skep}. The only module that knows all others. */
module dev.skep.cli {
    requires static org.jspecify;
    requires dev.skep.drop;
    requires dev.skep.identity;
    requires dev.skep.trace;
    requires info.picocli;
    requires java.compiler;
    requires jdk.httpserver;

    // Filters that are compiled into programs.
    opens dev.skep.cli.trace to
            dev.skep.compiler;
}
