package dev.skep.cli.agent.policy;

import dev.skep.api.message.DeleteTracingPolicyRequest;
import dev.skep.cli.command.Command;
import dev.skep.cli.command.Invocation;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code skep policy delete}: takes policies from the agent. */
public final class PolicyDeleteCommand implements Command {
    /** Called once the user wants it. */
    public PolicyDeleteCommand() {}

    @Override
    public CommandSpec spec() {
        return NamedPolicies.named(
                NamedPolicies.options("skep policy delete", "Take policies out of force, and forget them.")
                        .end(),
                "0..*");
    }

    @Override
    public int run(ParseResult options, Invocation invocation) {
        return NamedPolicies.change(
                options,
                invocation,
                options.matchedPositionalValue(0, List.of()),
                "deleted",
                (client, name) -> client.deletePolicy(DeleteTracingPolicyRequest.newBuilder()
                        .setName(name)
                        .setNamespace(NamedPolicies.namespace(options))
                        .setDomain(NamedPolicies.domain(options))
                        .build()));
    }
}
