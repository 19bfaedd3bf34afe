package dev.skep.cli.agent.policy;

import dev.skep.cli.command.Command;
import dev.skep.cli.command.ExitStatus;
import dev.skep.cli.command.Invocation;
import dev.skep.cli.command.OptionList;
import dev.skep.security.policy.PolicyException;
import dev.skep.security.policy.read.PolicyFile;
import dev.skep.security.policy.read.PolicyReader;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code skep policy check}: what is wrong with policies, as far as that can be known without a kernel. */
public final class PolicyCheckCommand implements Command {
    /** Called once the user wants it. */
    public PolicyCheckCommand() {}

    @Override
    public CommandSpec spec() {
        return PolicyPaths.addTo(OptionList.of(
                        "skep policy check",
                        "Say everything that is wrong with policies: FILE:LINE:COLUMN: field: what, and what is allowed. Takes neither"
                                + " rights nor an agent; whether this kernel can serve them, skep policy explain says.")
                .footer("", "Status 0: nothing is wrong. What has no effect is said, but is not wrong.")
                .end());
    }

    @Override
    public int run(ParseResult options, Invocation invocation) {
        PolicyReader reader = new PolicyReader();
        int status = ExitStatus.FINE;
        for (PolicyPaths.Source source : PolicyPaths.read(options)) {
            List<String> fine = new ArrayList<>();
            for (String document : PolicyPaths.documents(source.text())) {
                try {
                    PolicyFile file = reader.read(source.name(), document);
                    file.remarks().forEach(remark -> invocation.err().println(remark));
                    file.policies().forEach(policy -> fine.add(policy.name().toString()));
                } catch (PolicyException wrong) {
                    wrong.problems().forEach(problem -> invocation.err().println(problem));
                    status = ExitStatus.FAILURE;
                }
            }
            if (!fine.isEmpty()) {
                invocation.text().println(source.name() + ": nothing is wrong with " + String.join(", ", fine));
            }
        }
        return status;
    }
}
