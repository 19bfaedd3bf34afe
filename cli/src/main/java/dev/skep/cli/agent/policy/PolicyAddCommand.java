package dev.skep.cli.agent.policy;

import dev.skep.agent.client.AgentClient;
import dev.skep.agent.client.AgentFailure;
import dev.skep.cli.agent.ClientOptions;
import dev.skep.cli.command.Command;
import dev.skep.cli.command.CommandFailure;
import dev.skep.cli.command.ExitStatus;
import dev.skep.cli.command.Invocation;
import dev.skep.cli.command.OptionList;
import dev.skep.security.policy.PolicyException;
import dev.skep.security.policy.read.PolicyReader;
import java.util.List;
import java.util.regex.Matcher;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code skep policy add}: gives the agent policies. */
public final class PolicyAddCommand implements Command {
    /** Called once the user wants it. */
    public PolicyAddCommand() {}

    @Override
    public CommandSpec spec() {
        return PolicyPaths.addTo(ClientOptions.add(
                        OptionList.of(
                                "skep policy add",
                                "Give the agent policies, one after the other: each is in force when its line is printed. One that fails changes"
                                        + " nothing in the kernel; skep policy list shows it with what is wrong until it is deleted, or added again."))
                .footer(
                        "",
                        "They last as long as the agent, or longer with its --persist-grpc-policies. For policies that always count put"
                                + " files into its folder: see skep agent --help.")
                .end());
    }

    @Override
    public int run(ParseResult options, Invocation invocation) {
        int status = ExitStatus.FINE;
        List<PolicyPaths.Source> sources = PolicyPaths.read(options);
        try (AgentClient client = ClientOptions.connect(options)) {
            for (PolicyPaths.Source source : sources) {
                for (String document : PolicyPaths.documents(source.text())) {
                    if (!add(client, source.name(), document, invocation)) {
                        status = ExitStatus.FAILURE;
                    }
                }
            }
        }
        return status;
    }

    private static boolean add(AgentClient client, String file, String document, Invocation invocation) {
        try {
            client.addPolicy(document);
            invocation.text().println(file + ": added" + name(file, document));
            return true;
        } catch (AgentFailure failure) {
            if (failure.unreachable()) {
                throw CommandFailure.failure(failure.getMessage());
            }
            String place = "(?m)^" + AgentClient.POLICY_TEXT + ":(?=\\d)";
            String text = failure.reason().replaceAll(place, Matcher.quoteReplacement(file + ":"));
            text.lines().forEach(line -> invocation.err().println(line.startsWith(file) ? line : file + ": " + line));
            return false;
        }
    }

    /** What the agent calls it. */
    private static String name(String file, String document) {
        try {
            return " "
                    + new PolicyReader()
                            .read(file, document)
                            .policies()
                            .getFirst()
                            .name();
        } catch (PolicyException newer) {
            // An agent of a later version may read more.
            return "";
        }
    }
}
