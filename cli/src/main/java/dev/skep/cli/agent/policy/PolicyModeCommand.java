package dev.skep.cli.agent.policy;

import dev.skep.api.message.ConfigureTracingPolicyRequest;
import dev.skep.api.message.TracingPolicyMode;
import dev.skep.cli.command.Command;
import dev.skep.cli.command.Invocation;
import dev.skep.cli.command.OptionList;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** {@code skep policy set-mode}: whether a policy enforces. */
public final class PolicyModeCommand implements Command {
    /** Called once the user wants it. */
    public PolicyModeCommand() {}

    @Override
    public CommandSpec spec() {
        CommandSpec spec = NamedPolicies.named(
                NamedPolicies.options(
                                "skep policy set-mode",
                                "Let a policy enforce, or only monitor: what would have been killed or denied is told and counted then.")
                        .end(),
                "0");
        spec.addPositional(PositionalParamSpec.builder()
                .index("1")
                .arity("1")
                .required(true)
                .paramLabel("MODE")
                .type(TracingPolicyMode.class)
                .converters((ITypeConverter<TracingPolicyMode>) PolicyModeCommand::mode)
                .description("enforce or monitor.")
                .build());
        return spec;
    }

    private static TracingPolicyMode mode(String text) {
        return switch (text) {
            case "enforce" -> TracingPolicyMode.TP_MODE_ENFORCE;
            case "monitor" -> TracingPolicyMode.TP_MODE_MONITOR;
            default -> throw OptionList.refusal("'" + text + "' is not a mode (enforce or monitor)");
        };
    }

    @Override
    public int run(ParseResult options, Invocation invocation) {
        TracingPolicyMode mode = options.matchedPositionalValue(1, TracingPolicyMode.TP_MODE_UNKNOWN);
        return NamedPolicies.change(
                options,
                invocation,
                List.of(options.matchedPositionalValue(0, "")),
                mode == TracingPolicyMode.TP_MODE_ENFORCE ? "enforces" : "monitors",
                (client, name) -> client.configurePolicy(ConfigureTracingPolicyRequest.newBuilder()
                        .setName(name)
                        .setNamespace(NamedPolicies.namespace(options))
                        .setDomain(NamedPolicies.domain(options))
                        .setMode(mode)
                        .build()));
    }
}
