package dev.skep.cli;

/** The help text of {@code skep} itself. */
final class Overview {
    private static final int WORDS_CELLS = 16;

    private Overview() {}

    static String text() {
        StringBuilder text = new StringBuilder("""
                Skep: eBPF in Java. Watches this host, and runs your Java in its kernel.

                usage: skep COMMAND [OPTIONS]

                """);
        for (CommandName name : CommandName.values()) {
            text.append("  ").append(name.words());
            text.repeat(' ', WORDS_CELLS - name.words().length());
            text.append(name.summary()).append('\n');
        }
        return text.append("""

                Each command has --help. Tracing needs root.

                  sudo skep trace open                 every file that is opened
                  sudo skep trace open -x -n nginx     what nginx fails to open
                  sudo skep trace exec -o json         every program that starts, as JSON
                  sudo skep drop icmp --dev eth0       pings, before they reach the stack
                """).toString();
    }
}
