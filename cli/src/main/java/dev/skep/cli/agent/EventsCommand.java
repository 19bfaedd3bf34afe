package dev.skep.cli.agent;

import dev.skep.agent.client.AgentClient;
import dev.skep.agent.client.AgentFailure;
import dev.skep.api.message.GetEventsRequest;
import dev.skep.cli.command.Command;
import dev.skep.cli.command.CommandFailure;
import dev.skep.cli.command.ExitStatus;
import dev.skep.cli.command.Invocation;
import dev.skep.cli.command.OptionList;
import dev.skep.cli.command.OptionValues;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code skep events}: what the agent sees, or what a pipe brings, with the flags of {@code tetra getevents}. */
public final class EventsCommand implements Command {
    private static final Duration RECONNECT = Duration.ofSeconds(2);

    @Override
    public CommandSpec spec() {
        OptionList options = OptionList.of("skep events", "Show what the agent sees: execs and exits as they happen.");
        EventFilters.add(options);
        EventOutput.add(options);
        ClientOptions.add(options)
                .flag("When the agent is gone, wait until there is one again.", "--reconnect")
                .value(
                        Duration.class,
                        "TIME",
                        OptionValues::duration,
                        "Time between two attempts. Standard: 2s.",
                        "--reconnect-wait");
        return options.footer(
                        "",
                        "Lines of JSON on standard input are read instead when it is a pipe: skep events -o compact < events.log",
                        "Several values of one option: any of them. Options together: all of them.")
                .end();
    }

    @Override
    public int run(ParseResult options, Invocation invocation) throws IOException {
        GetEventsRequest request = EventFilters.request(options);
        EventOutput output = EventOutput.of(options, invocation);
        if (StandardInput.isPiped() && !options.hasMatchedOption("--server-address")) {
            PipedEvents.show(request, output, invocation);
            return ExitStatus.FINE;
        }
        boolean again = OptionList.has(options, "--reconnect");
        Duration wait = options.matchedOptionValue("--reconnect-wait", RECONNECT);
        CountDownLatch ended = new CountDownLatch(1);
        do {
            try (AgentClient client = ClientOptions.connect(options)) {
                invocation
                        .interruption()
                        .prepare(
                                () -> {
                                    ended.countDown();
                                    client.cancel();
                                },
                                () -> {});
                client.events(request, output::show);
                output.check();
            } catch (AgentFailure failure) {
                output.check();
                if (!again || !failure.unreachable()) {
                    throw CommandFailure.failure(failure.getMessage());
                }
                invocation.say(failure.getMessage() + "; trying again");
            } finally {
                invocation.interruption().release();
            }
        } while (again && !output.isFull() && !invocation.interruption().requested() && !waited(ended, wait));
        return ExitStatus.FINE;
    }

    /** Whether the wait was ended by the user. */
    private static boolean waited(CountDownLatch ended, Duration wait) {
        try {
            return ended.await(wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
