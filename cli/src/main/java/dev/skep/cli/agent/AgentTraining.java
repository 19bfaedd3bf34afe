package dev.skep.cli.agent;

import dev.skep.agent.Rehearsal;
import dev.skep.cli.agent.policy.PolicyAddCommand;
import dev.skep.cli.agent.policy.PolicyDeleteCommand;
import dev.skep.cli.agent.policy.PolicyListCommand;
import dev.skep.cli.agent.policy.PolicyModeCommand;
import dev.skep.cli.command.Command;
import dev.skep.cli.command.Interruption;
import dev.skep.cli.command.Invocation;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;

/**
 * What the JVM runs once while it records the AOT cache of the commands that know the agent: an agent without sensors, and a client that
 * asks it. Needs no rights.
 */
final class AgentTraining {
    private AgentTraining() {}

    /** Loads the classes that an agent needs, then rehearses. */
    public static void main(String[] arguments) throws IOException {
        for (String name : AgentClasses.names()) {
            initialise(name);
        }
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        Path folder = Files.createTempDirectory("skep");
        try {
            Path socket = folder.resolve("agent.sock");
            try (Rehearsal rehearsal = Rehearsal.begin(socket, folder.resolve("events.log"))) {
                run(new StatusCommand(), nowhere, "--server-address", socket.toString());
                policies(folder, nowhere, socket.toString());
                Thread events = Thread.ofPlatform()
                        .daemon()
                        .start(() -> run(
                                new EventsCommand(),
                                nowhere,
                                "--server-address",
                                socket.toString(),
                                "--count",
                                "1",
                                "-o",
                                "compact"));
                rehearsal.perform(events);
            }
            run(new AgentCommand(), nowhere, "--help");
        } finally {
            try (Stream<Path> paths = Files.walk(folder)) {
                paths.sorted(Comparator.reverseOrder())
                        .forEach(path -> path.toFile().delete());
            }
        }
    }

    private static void policies(Path folder, PrintStream nowhere, String socket) throws IOException {
        Path file = Files.writeString(folder.resolve("policy.yaml"), """
                apiVersion: cilium.io/v1alpha1
                kind: TracingPolicy
                metadata: { name: rehearsal }
                spec:
                  kprobes: [ { call: sys_read, syscall: true, args: [ { index: 0, type: int } ] } ]
                """);
        run(new PolicyAddCommand(), nowhere, "--server-address", socket, file.toString());
        run(new PolicyModeCommand(), nowhere, "--server-address", socket, "rehearsal", "monitor");
        run(new PolicyListCommand(), nowhere, "--server-address", socket);
        run(new PolicyDeleteCommand(), nowhere, "--server-address", socket, "rehearsal");
    }

    private static void initialise(String name) {
        try {
            Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("a jar lists a class that it does not have: " + name, e);
        }
    }

    private static void run(Command command, PrintStream nowhere, String... words) {
        CommandLine line = new CommandLine(command.spec());
        Invocation invocation =
                new Invocation("skep", OutputStream.nullOutputStream(), nowhere, new Interruption(), false);
        try {
            var options = line.parseArgs(words);
            if (List.of(words).contains("--help")) {
                line.usage(nowhere);
            } else {
                int _ = command.run(options, invocation);
            }
        } catch (IOException | RuntimeException notHere) {
            // The rest of the rehearsal still counts.
            return;
        }
    }
}
