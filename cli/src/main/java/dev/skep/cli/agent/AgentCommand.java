package dev.skep.cli.agent;

import dev.skep.agent.Agent;
import dev.skep.agent.LiveHost;
import dev.skep.agent.config.AgentConfig;
import dev.skep.agent.config.ConfigFile;
import dev.skep.agent.config.ConfigKey;
import dev.skep.cli.command.Command;
import dev.skep.cli.command.CommandFailure;
import dev.skep.cli.command.ExitStatus;
import dev.skep.cli.command.Invocation;
import dev.skep.cli.command.OptionList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** {@code skep agent}: the daemon. Runs until it is asked to end; SIGHUP makes it read its file again. */
public final class AgentCommand implements Command {
    private static final String CONFIG = "--config";
    private static final Path STANDARD_FILE = Path.of("/etc/skep/agent.yaml");

    @Override
    public CommandSpec spec() {
        OptionList options = OptionList.of(
                        "skep agent",
                        "Watch every process of this node, and tell clients, a file and Prometheus what they do.")
                .value(
                        Path.class,
                        "FILE",
                        Path::of,
                        "Configuration: YAML, with any of the keys below (--log-level is log-level there). Standard: "
                                + STANDARD_FILE + ", if it exists.",
                        CONFIG);
        for (ConfigKey key : ConfigKey.values()) {
            options.value(String.class, label(key), text -> text, description(key), "--" + key.text());
        }
        CommandSpec spec = options.footer(
                        "",
                        "A flag goes before the file. SIGHUP reads the file again; SIGTERM ends the agent.",
                        "Clients: skep events, skep status, tetra --server-address unix:///run/skep/skep.sock.")
                .end();
        for (ConfigKey key : ConfigKey.values()) {
            if (key.isFlag()) {
                // --enable-process-cred alone means true.
                spec.remove(spec.findOption("--" + key.text()));
                spec.addOption(OptionSpec.builder("--" + key.text())
                        .type(String.class)
                        .arity("0..1")
                        .fallbackValue("true")
                        .paramLabel("BOOL")
                        .description(description(key))
                        .build());
            }
        }
        return spec;
    }

    private static String label(ConfigKey key) {
        return key.isFlag() ? "BOOL" : key.label();
    }

    private static String description(ConfigKey key) {
        // picocli would take a percent sign for a format.
        return key.description()
                + (key.standard().isEmpty() || key.isFlag() ? "" : " Standard: " + key.standard() + ".");
    }

    @Override
    public int run(ParseResult options, Invocation invocation) throws IOException {
        AgentConfig config = read(options);
        invocation.requireRights();
        LogFormat.install();
        CountDownLatch ended = new CountDownLatch(1);
        invocation.interruption().prepare(ended::countDown, () -> invocation.say("ended before all was written"));
        try (Agent agent = start(config)) {
            HangUp.handle(() -> reload(agent, options, invocation));
            invocation.say("watching; clients: " + agent.configuration().get(ConfigKey.SERVER_SOCKET.text()));
            HeapWatch heap = HeapWatch.ofThisProcess();
            while (!ended.await(1, TimeUnit.SECONDS)) {
                heap.look();
            }
            if (!agent.kept().isEmpty()) {
                invocation.say("policies stay in force without an agent: " + String.join(", ", agent.kept())
                        + " (skep policy release ends them)");
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
        return ExitStatus.FINE;
    }

    private static Agent start(AgentConfig config) {
        try {
            return Agent.start(config, new LiveHost());
        } catch (IOException failure) {
            throw CommandFailure.failure(failure.getMessage());
        }
    }

    private static void reload(Agent agent, ParseResult options, Invocation invocation) {
        try {
            agent.reload(read(options));
        } catch (CommandFailure wrong) {
            invocation.say(wrong.getMessage() + "; the configuration stays as it was");
        }
    }

    private static AgentConfig read(ParseResult options) {
        Map<ConfigKey, String> values = new EnumMap<>(ConfigKey.class);
        Path file = options.matchedOptionValue(CONFIG, STANDARD_FILE);
        try {
            if (options.hasMatchedOption(CONFIG) || Files.exists(file)) {
                values.putAll(ConfigFile.read(file));
            }
            for (ConfigKey key : ConfigKey.values()) {
                String name = "--" + key.text();
                if (options.hasMatchedOption(name)) {
                    values.put(key, options.matchedOptionValue(name, ""));
                }
            }
            return AgentConfig.of(values);
        } catch (IllegalArgumentException wrong) {
            throw CommandFailure.usage(wrong.getMessage());
        } catch (IOException unreadable) {
            throw CommandFailure.failure(
                    "read " + file + ": " + unreadable.getClass().getSimpleName() + ": " + unreadable.getMessage());
        }
    }
}
