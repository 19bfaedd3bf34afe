package dev.skep.cli.agent.policy;

import dev.skep.api.message.ConfigureTracingPolicyRequest;
import dev.skep.cli.command.Command;
import dev.skep.cli.command.Invocation;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code skep policy enable} and {@code skep policy disable}. */
public final class PolicySwitchCommand implements Command {
    private final boolean enable;

    /** Called once the user wants one of them. */
    public PolicySwitchCommand(boolean enable) {
        this.enable = enable;
    }

    @Override
    public CommandSpec spec() {
        return NamedPolicies.named(
                NamedPolicies.options(
                                enable ? "skep policy enable" : "skep policy disable",
                                enable
                                        ? "Put policies into force that were disabled."
                                        : "Take policies out of force, but keep them: skep policy enable brings them back.")
                        .end(),
                "0..*");
    }

    @Override
    public int run(ParseResult options, Invocation invocation) {
        return NamedPolicies.change(
                options,
                invocation,
                options.matchedPositionalValue(0, List.of()),
                enable ? "enabled" : "disabled",
                (client, name) -> client.configurePolicy(ConfigureTracingPolicyRequest.newBuilder()
                        .setName(name)
                        .setNamespace(NamedPolicies.namespace(options))
                        .setDomain(NamedPolicies.domain(options))
                        .setEnable(enable)
                        .build()));
    }
}
