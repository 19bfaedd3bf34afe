package dev.skep.cli.agent;

import dev.skep.agent.client.AgentClient;
import dev.skep.agent.client.AgentFailure;
import dev.skep.api.json.EventJson;
import dev.skep.api.status.GetStatusResponse;
import dev.skep.cli.command.Command;
import dev.skep.cli.command.CommandFailure;
import dev.skep.cli.command.ExitStatus;
import dev.skep.cli.command.Invocation;
import dev.skep.cli.command.OptionList;
import java.io.IOException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code skep status}: how the agent is. */
public final class StatusCommand implements Command {
    @Override
    public CommandSpec spec() {
        OptionList options = OptionList.of(
                        "skep status", "Show how the agent is: its programs, memory, losses and clients.")
                .flag("Show it as one JSON object.", "--json");
        return ClientOptions.add(options).end();
    }

    @Override
    public int run(ParseResult options, Invocation invocation) throws IOException {
        GetStatusResponse status;
        try (AgentClient client = ClientOptions.connect(options)) {
            status = client.status();
        } catch (AgentFailure failure) {
            throw CommandFailure.failure(failure.getMessage());
        }
        invocation
                .text()
                .print(OptionList.has(options, "--json") ? EventJson.print(status) + '\n' : StatusText.of(status));
        return ExitStatus.FINE;
    }
}
