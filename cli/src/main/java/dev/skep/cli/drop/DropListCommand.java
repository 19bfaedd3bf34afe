package dev.skep.cli.drop;

import dev.skep.bpf.inspect.Holder;
import dev.skep.bpf.inspect.HolderScan;
import dev.skep.bpf.inspect.ObjectKind;
import dev.skep.bpf.pin.FolderLock;
import dev.skep.cli.command.Command;
import dev.skep.cli.command.ExitStatus;
import dev.skep.cli.command.Invocation;
import dev.skep.cli.command.OptionList;
import dev.skep.cli.command.OptionValues;
import dev.skep.cli.output.Column;
import dev.skep.cli.output.FieldWriter;
import dev.skep.cli.output.OutputKind;
import dev.skep.cli.output.RecordPrinter;
import dev.skep.drop.live.LiveDrop;
import dev.skep.drop.live.LiveDrops;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code skep drop list}: the rules that are at work on this host, pinned or of running commands. */
public final class DropListCommand implements Command {
    /** Called once the user wants it. */
    public DropListCommand() {}

    @Override
    public CommandSpec spec() {
        return OptionList.of(
                        "skep drop list",
                        "List the rules that drop packets now: those that are pinned, and those of commands that run. What is pinned"
                                + " and does nothing any more is cleared away, and said.")
                .value(
                        OutputKind.class,
                        "FORMAT",
                        OptionValues::output,
                        "columns, or json: one object a line, with all figures.",
                        "-o",
                        "--output")
                .end();
    }

    @Override
    public int run(ParseResult options, Invocation invocation) throws IOException {
        invocation.requireRights();
        PinFolder folder = new PinFolder(invocation);
        FolderLock lock = folder.sweep();
        lock.close();
        OutputKind kind = options.matchedOptionValue("--output", OutputKind.COLUMNS);
        RecordPrinter<ListedRule> printer =
                new RecordPrinter<>(columns(kind), kind, invocation.colour(), invocation.out());
        printer.header();
        for (ListedRule rule : rules()) {
            printer.print(rule, false);
        }
        printer.flush();
        return ExitStatus.FINE;
    }

    /** Pinned ones first, by name; then by process. */
    private static List<ListedRule> rules() {
        List<ListedRule> all = new ArrayList<>();
        // Before links are opened here: this process is no holder.
        HolderScan holders = HolderScan.run();
        List<LiveDrop> drops = LiveDrops.running();
        try {
            for (LiveDrop drop : drops) {
                boolean pinned = !drop.manifest().name().isEmpty();
                all.addAll(ListedRule.of(drop, pinned ? 0 : process(holders, drop)));
            }
        } finally {
            drops.forEach(LiveDrop::close);
        }
        all.sort((left, right) -> {
            int byProcess = Integer.compare(left.processId(), right.processId());
            return byProcess != 0
                    ? byProcess
                    : left.manifest().name().compareTo(right.manifest().name());
        });
        return all;
    }

    private static int process(HolderScan holders, LiveDrop drop) {
        return holders.of(ObjectKind.LINK, drop.linkIds().getFirst()).stream()
                .findFirst()
                .map(Holder::processId)
                .orElse(0);
    }

    private static List<Column<ListedRule>> columns(OutputKind kind) {
        boolean all = kind == OutputKind.JSON;
        List<Column<ListedRule>> columns = new ArrayList<>();
        columns.add(Column.left("name", 12, "of the pin", (rule, out) -> name(rule, all, out)));
        if (all) {
            columns.add(Column.right("pid", 7, "the process that has it", (rule, out) -> out.number(rule.processId())));
        }
        columns.add(Column.left("state", 8, "whether it drops", (rule, out) -> out.constant(rule.stateWords())));
        columns.add(Column.left("mode", 7, "where in the receive path", (rule, out) -> out.constant(rule.mode())));
        columns.add(Column.left("devices", 12, "on which", DropListCommand::devices));
        columns.add(Column.left(
                "since",
                20,
                "when it began",
                (rule, out) -> out.constant(ListedRule.text(rule.manifest().since()))));
        columns.add(Column.left(
                "until",
                20,
                "when it ends",
                (rule, out) -> out.constant(rule.until().isEmpty() && !all ? "-" : rule.until())));
        columns.add(Column.right(
                "passed",
                10,
                "packets that passed",
                (rule, out) -> out.number(rule.passed().packets())));
        columns.add(Column.right(
                "rule", 4, "its number", (rule, out) -> out.number(rule.rule().number())));
        columns.add(Column.right(
                "dropped",
                10,
                "packets that it matched",
                (rule, out) -> out.number(rule.matched().packets())));
        if (all) {
            columns.add(Column.right(
                    "bytes",
                    12,
                    "bytes that it matched",
                    (rule, out) -> out.number(rule.matched().bytes())));
            columns.add(Column.right(
                    "passed_bytes",
                    12,
                    "bytes that passed",
                    (rule, out) -> out.number(rule.passed().bytes())));
            columns.add(Column.left(
                    "added",
                    20,
                    "when the rule was added",
                    (rule, out) -> out.constant(ListedRule.text(rule.rule().since()))));
        }
        columns.add(Column.left(
                "filter", 0, "which packets", (rule, out) -> text(rule.rule().text(), out)));
        return columns;
    }

    private static void name(ListedRule rule, boolean all, FieldWriter out) {
        String name = rule.manifest().name();
        text(name.isEmpty() && !all ? "pid " + rule.processId() : name, out);
    }

    private static void devices(ListedRule rule, FieldWriter out) {
        out.beginList(",");
        for (String device : rule.devices()) {
            byte[] bytes = device.getBytes(StandardCharsets.UTF_8);
            out.element(bytes, 0, bytes.length, false);
        }
        out.endList();
    }

    private static void text(String text, FieldWriter out) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.text(bytes, 0, bytes.length);
    }
}
