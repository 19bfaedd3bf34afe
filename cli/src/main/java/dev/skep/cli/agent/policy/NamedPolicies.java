package dev.skep.cli.agent.policy;

import dev.skep.agent.client.AgentClient;
import dev.skep.agent.client.AgentFailure;
import dev.skep.cli.agent.ClientOptions;
import dev.skep.cli.command.CommandFailure;
import dev.skep.cli.command.ExitStatus;
import dev.skep.cli.command.Invocation;
import dev.skep.cli.command.OptionList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** Policies of the agent that the user names. */
final class NamedPolicies {
    private NamedPolicies() {}

    /** Does something with one of them. */
    interface Change {
        /** Does it. */
        void make(AgentClient client, String name);
    }

    static OptionList options(String command, String description) {
        OptionList options = OptionList.of(command, description)
                .value(
                        String.class,
                        "NAMESPACE",
                        text -> text,
                        "The namespace of a TracingPolicyNamespaced.",
                        "-n",
                        "--namespace");
        return ClientOptions.add(
                domain(options, "Needed to change what is not a client's: static for files, k8s for resources."));
    }

    static OptionList domain(OptionList options, String description) {
        return options.value(String.class, "DOMAIN", text -> text, description, "--domain");
    }

    static CommandSpec named(CommandSpec spec, String index) {
        spec.addPositional(PositionalParamSpec.builder()
                .index(index)
                .arity(index.endsWith("*") ? "1..*" : "1")
                .required(true)
                .paramLabel("NAME")
                .type(index.endsWith("*") ? List.class : String.class)
                .auxiliaryTypes(String.class)
                .description("Which: see skep policy list.")
                .build());
        return spec;
    }

    static String namespace(ParseResult options) {
        return options.matchedOptionValue("--namespace", "");
    }

    static String domain(ParseResult options) {
        return options.matchedOptionValue("--domain", "");
    }

    /** Changes each of them; what fails is said, and the others are changed all the same. */
    static int change(ParseResult options, Invocation invocation, List<String> names, String done, Change change) {
        int status = ExitStatus.FINE;
        try (AgentClient client = ClientOptions.connect(options)) {
            for (String name : names) {
                try {
                    change.make(client, name);
                    invocation.text().println(name + ": " + done);
                } catch (AgentFailure failure) {
                    if (failure.unreachable()) {
                        throw CommandFailure.failure(failure.getMessage());
                    }
                    invocation.say(failure.reason());
                    status = ExitStatus.FAILURE;
                }
            }
        }
        return status;
    }
}
