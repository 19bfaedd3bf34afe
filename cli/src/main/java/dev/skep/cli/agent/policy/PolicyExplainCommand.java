package dev.skep.cli.agent.policy;

import dev.skep.bpf.Privileges;
import dev.skep.cli.command.Command;
import dev.skep.cli.command.CommandFailure;
import dev.skep.cli.command.ExitStatus;
import dev.skep.cli.command.Invocation;
import dev.skep.cli.command.OptionList;
import dev.skep.security.policy.PolicyException;
import dev.skep.security.policy.PolicyExplanation;
import dev.skep.security.policy.PolicyProblem;
import dev.skep.security.policy.model.Policy;
import dev.skep.security.policy.read.PolicyReader;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code skep policy explain}: what policies do. */
public final class PolicyExplainCommand implements Command {
    /** Called once the user wants it. */
    public PolicyExplainCommand() {}

    @Override
    public CommandSpec spec() {
        return PolicyPaths.addTo(OptionList.of(
                        "skep policy explain",
                        "Say what policies do and how this kernel serves them: for each hook what is read, in which case what is done, the"
                                + " hook of the kernel that sees it and why that one, what it sees otherwise, and the size of the program.")
                .flag("One line for each file, as a table of Markdown, and how many are served.", "--summary")
                .footer(
                        "",
                        "Plans and compiles, and puts nothing into force; takes no agent, but the right to ask the kernel what it offers.",
                        "Sizes are those of a policy alone. Status 1: this kernel cannot serve some hook, for the reason that is said.")
                .end());
    }

    @Override
    public int run(ParseResult options, Invocation invocation) {
        Privileges rights = Privileges.current();
        if (!rights.mayLoadPrograms()) {
            throw CommandFailure.failure("asking the kernel what it offers " + rights.need()
                    + "; what is wrong with a policy whatever the kernel, skep policy check says to everybody");
        }
        boolean summary = options.matchedOptionValue("--summary", false);
        PolicyReader reader = new PolicyReader();
        SummaryTable table = new SummaryTable();
        int status = ExitStatus.FINE;
        for (PolicyPaths.Source source : PolicyPaths.read(options)) {
            for (String document : PolicyPaths.documents(source.text())) {
                List<PolicyProblem> problems = new ArrayList<>();
                try {
                    for (Policy policy : reader.read(source.name(), document).policies()) {
                        PolicyExplanation explanation = PolicyExplanation.of(policy);
                        table.add(source.name(), policy, explanation);
                        if (!summary) {
                            invocation.text().print(ExplainText.of(policy, explanation));
                        }
                        problems.addAll(explanation.allProblems());
                    }
                } catch (PolicyException wrong) {
                    problems.addAll(wrong.problems());
                }
                table.add(source.name(), problems);
                if (!problems.isEmpty()) {
                    status = ExitStatus.FAILURE;
                }
                if (!summary) {
                    problems.forEach(problem -> invocation.err().println(problem));
                }
            }
        }
        if (summary) {
            invocation.text().print(table.text());
        }
        return status;
    }
}
