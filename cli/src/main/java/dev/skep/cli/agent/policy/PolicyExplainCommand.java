package dev.skep.cli.agent.policy;

import dev.skep.cli.command.Command;
import dev.skep.cli.command.ExitStatus;
import dev.skep.cli.command.Invocation;
import dev.skep.cli.command.OptionList;
import dev.skep.security.policy.PolicyException;
import dev.skep.security.policy.model.Policy;
import dev.skep.security.policy.read.PolicyReader;
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
                        "Say what policies do: for each hook what is read, and in which case what is done.")
                .end());
    }

    @Override
    public int run(ParseResult options, Invocation invocation) {
        PolicyReader reader = new PolicyReader();
        int status = ExitStatus.FINE;
        for (PolicyPaths.Source source : PolicyPaths.read(options)) {
            try {
                for (Policy policy : reader.read(source.name(), source.text()).policies()) {
                    invocation.text().print(ExplainText.of(policy, (whole, hook) -> List.of()));
                }
            } catch (PolicyException wrong) {
                wrong.problems().forEach(problem -> invocation.err().println(problem));
                status = ExitStatus.FAILURE;
            }
        }
        return status;
    }
}
