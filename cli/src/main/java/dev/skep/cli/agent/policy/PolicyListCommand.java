package dev.skep.cli.agent.policy;

import dev.skep.agent.client.AgentClient;
import dev.skep.agent.client.AgentFailure;
import dev.skep.api.json.EventJson;
import dev.skep.api.message.TracingPolicyActionCounters;
import dev.skep.api.message.TracingPolicyStatus;
import dev.skep.bpf.SyscallException;
import dev.skep.cli.agent.ClientOptions;
import dev.skep.cli.command.Command;
import dev.skep.cli.command.CommandFailure;
import dev.skep.cli.command.ExitStatus;
import dev.skep.cli.command.Invocation;
import dev.skep.cli.command.OptionList;
import dev.skep.cli.command.OptionValues;
import dev.skep.cli.output.Column;
import dev.skep.cli.output.FieldWriter;
import dev.skep.cli.output.OutputKind;
import dev.skep.cli.output.RecordPrinter;
import dev.skep.security.policy.keep.KeptFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code skep policy list}: the policies that the agent has. */
public final class PolicyListCommand implements Command {
    private static final List<Column<TracingPolicyStatus>> COLUMNS = List.of(
            Column.right("id", 4, "its number", (policy, out) -> out.number(policy.getId())),
            Column.left("name", 24, "its name", (policy, out) -> text(policy.getName(), out)),
            Column.left("namespace", 12, "whose pods it is for", (policy, out) -> text(policy.getNamespace(), out)),
            Column.left(
                    "state",
                    10,
                    "whether it is in force",
                    (policy, out) -> out.constant(word(policy.getState().name(), "TP_STATE_"))),
            Column.left(
                    "mode",
                    8,
                    "whether it enforces",
                    (policy, out) -> out.constant(mode(word(policy.getMode().name(), "TP_MODE_")))),
            Column.left("domain", 7, "where it comes from", (policy, out) -> text(policy.getDomain(), out)),
            Column.right("memory", 9, "in the kernel", (policy, out) -> out.constant(memory(policy))),
            Column.right(
                    "posted",
                    9,
                    "events sent",
                    (policy, out) -> out.number(counters(policy).getPost())),
            Column.right("enforced", 9, "signals, overrides and others", (policy, out) -> out.number(enforced(policy))),
            Column.right("monitored", 9, "what it would have enforced", (policy, out) -> out.number(monitored(policy))),
            Column.left("error", 0, "what is wrong", (policy, out) -> text(error(policy), out)));

    /** Called once the user wants it. */
    public PolicyListCommand() {}

    @Override
    public CommandSpec spec() {
        OptionList options = OptionList.of(
                        "skep policy list",
                        "List the policies that the agent has, and what should be one but cannot be read.")
                .value(
                        OutputKind.class,
                        "FORMAT",
                        OptionValues::output,
                        "columns, or json: one object a line, with all hooks, counters and errors.",
                        "-o",
                        "--output");
        return ClientOptions.add(NamedPolicies.domain(options, "Only those of a domain: grpc, static, or k8s."))
                .end();
    }

    @Override
    public int run(ParseResult options, Invocation invocation) throws IOException {
        List<TracingPolicyStatus> policies;
        try (AgentClient client = ClientOptions.connect(options)) {
            policies = client.policies(NamedPolicies.domain(options));
        } catch (AgentFailure failure) {
            throw CommandFailure.failure(failure.getMessage() + kept());
        }
        if (options.matchedOptionValue("--output", OutputKind.COLUMNS) == OutputKind.JSON) {
            policies.forEach(policy -> invocation.text().println(EventJson.print(policy)));
            return ExitStatus.FINE;
        }
        RecordPrinter<TracingPolicyStatus> printer =
                new RecordPrinter<>(COLUMNS, OutputKind.COLUMNS, invocation.colour(), invocation.out());
        printer.header();
        for (TracingPolicyStatus policy : policies) {
            printer.print(policy, !policy.getError().isEmpty());
        }
        printer.flush();
        return ExitStatus.FINE;
    }

    /** What is in force without an agent, for who may know. */
    private static String kept() {
        try {
            List<String> names = new KeptFolder()
                    .orphaned().stream()
                            .flatMap(manifest -> manifest.policies().stream())
                            .distinct()
                            .toList();
            return names.isEmpty()
                    ? ""
                    : "; an agent that ended keeps in force: " + String.join(", ", names)
                            + " (skep policy release ends them)";
        } catch (IOException | SyscallException unknown) {
            return "";
        }
    }

    private static String word(String name, String prefix) {
        return name.substring(prefix.length()).toLowerCase(Locale.ROOT);
    }

    private static String mode(String word) {
        return word.equals("unknown") ? "-" : word;
    }

    private static TracingPolicyActionCounters counters(TracingPolicyStatus policy) {
        return policy.getStats().getActionCounters();
    }

    private static long enforced(TracingPolicyStatus policy) {
        TracingPolicyActionCounters counters = counters(policy);
        return counters.getSignal() + counters.getOverride() + counters.getNotifyEnforcer() + counters.getSet();
    }

    private static long monitored(TracingPolicyStatus policy) {
        TracingPolicyActionCounters counters = counters(policy);
        return counters.getMonitorSignal()
                + counters.getMonitorOverride()
                + counters.getMonitorNotifyEnforcer()
                + counters.getMonitorSet();
    }

    private static String memory(TracingPolicyStatus policy) {
        return String.format(Locale.ROOT, "%.1f kB", policy.getKernelMemoryBytes() / 1024.0);
    }

    private static String error(TracingPolicyStatus policy) {
        List<String> lines = policy.getError().lines().toList();
        return lines.size() < 2
                ? policy.getError()
                : lines.getFirst() + " (and " + (lines.size() - 1) + " more: -o json)";
    }

    private static void text(String text, FieldWriter out) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.text(bytes, 0, bytes.length);
    }
}
