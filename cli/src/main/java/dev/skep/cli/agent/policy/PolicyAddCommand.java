package dev.skep.cli.agent.policy;

import dev.skep.agent.client.AgentClient;
import dev.skep.agent.client.AgentFailure;
import dev.skep.cli.agent.ClientOptions;
import dev.skep.cli.command.Command;
import dev.skep.cli.command.CommandFailure;
import dev.skep.cli.command.ExitStatus;
import dev.skep.cli.command.Invocation;
import dev.skep.cli.command.OptionList;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code skep policy add}: gives the agent policies. */
public final class PolicyAddCommand implements Command {
    /** What begins a document of YAML stands at the beginning of a line, whatever is around it. */
    private static final Pattern DOCUMENT = Pattern.compile("(?m)^---(?=\\s|$)");

    private static final Pattern CONTENT = Pattern.compile("(?m)^\\s*[^#\\s]");

    /** Called once the user wants it. */
    public PolicyAddCommand() {}

    @Override
    public CommandSpec spec() {
        return PolicyPaths.addTo(ClientOptions.add(OptionList.of(
                        "skep policy add",
                        "Give the agent policies, one after the other: each is in force when its line is printed. One that fails changes"
                                + " nothing."))
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
                for (String document : documents(source.text())) {
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
            invocation.text().println(file + ": added");
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

    /** The documents of a text, each behind as many empty lines as were before it, so that lines keep their numbers. */
    static List<String> documents(String text) {
        List<String> documents = new ArrayList<>();
        Matcher mark = DOCUMENT.matcher(text);
        int start = 0;
        while (true) {
            boolean more = mark.find();
            String document = text.substring(start, more ? mark.start() : text.length());
            if (CONTENT.matcher(document).find()) {
                long lines = text.substring(0, start).chars().filter(c -> c == '\n').count();
                documents.add("\n".repeat((int) lines) + document);
            }
            if (!more) {
                return documents.isEmpty() ? List.of(text) : documents;
            }
            start = mark.end();
        }
    }
}
