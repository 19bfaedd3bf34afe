package dev.skep.cli.agent;

import com.google.protobuf.util.Durations;
import dev.skep.agent.client.AgentClient;
import dev.skep.agent.client.AgentFailure;
import dev.skep.api.json.EventJson;
import dev.skep.api.status.GetStatusResponse;
import dev.skep.api.status.Program;
import dev.skep.bpf.program.RunStatistics;
import dev.skep.cli.command.Command;
import dev.skep.cli.command.CommandFailure;
import dev.skep.cli.command.ExitStatus;
import dev.skep.cli.command.Invocation;
import dev.skep.cli.command.OptionList;
import dev.skep.cli.command.OptionValues;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code skep status}: how the agent is. */
public final class StatusCommand implements Command {
    @Override
    public CommandSpec spec() {
        OptionList options = OptionList.of(
                        "skep status",
                        "Show how the agent is: its sensors and programs, memory, losses, sources of names, clients.")
                .flag("Show it as one JSON object.", "--json")
                .value(
                        Duration.class,
                        "TIME",
                        OptionValues::duration,
                        "Let the kernel measure its programs for TIME, and show what they did in it: 5s.",
                        "--measure");
        return ClientOptions.add(options).end();
    }

    @Override
    public int run(ParseResult options, Invocation invocation) throws IOException {
        GetStatusResponse status;
        Optional<Duration> measure = Optional.ofNullable(options.matchedOptionValue("--measure", null));
        if (measure.isPresent()) {
            invocation.requireRights();
        }
        try (AgentClient client = ClientOptions.connect(options)) {
            status = measure.isPresent() ? measured(client, measure.get()) : client.status();
        } catch (AgentFailure failure) {
            throw CommandFailure.failure(failure.getMessage());
        }
        invocation
                .text()
                .print(
                        OptionList.has(options, "--json")
                                ? EventJson.print(status) + '\n'
                                : StatusText.of(status, Instant.now()));
        return ExitStatus.FINE;
    }

    private static GetStatusResponse measured(AgentClient client, Duration time) {
        try (RunStatistics _ = RunStatistics.enable()) {
            GetStatusResponse before = client.status();
            Thread.sleep(time);
            GetStatusResponse after = client.status();
            return after.toBuilder()
                    .clearPrograms()
                    .addAllPrograms(after.getProgramsList().stream()
                            .map(program -> since(before, program))
                            .toList())
                    .build();
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
            return client.status();
        }
    }

    /** What a program did since then. */
    private static Program since(GetStatusResponse before, Program program) {
        for (Program old : before.getProgramsList()) {
            if (old.getId() == program.getId()) {
                return program.toBuilder()
                        .setRuns(program.getRuns() - old.getRuns())
                        .setMissed(program.getMissed() - old.getMissed())
                        .setRunTime(Durations.subtract(program.getRunTime(), old.getRunTime()))
                        .build();
            }
        }
        return program;
    }
}
