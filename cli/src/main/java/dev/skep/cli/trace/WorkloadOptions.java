package dev.skep.cli.trace;

import dev.skep.cli.command.CommandFailure;
import dev.skep.cli.command.OptionList;
import dev.skep.identity.filter.LabelSelector;
import dev.skep.identity.filter.Names;
import dev.skep.identity.filter.Selection;
import java.util.List;
import picocli.CommandLine.ParseResult;

/**
 * Options that choose processes by container, pod and unit. The names are kubectl's and Inspektor Gadget's, but for two short ones: -n and
 * -l are execsnoop's and opensnoop's, whose flags these commands have, so they are capital here.
 */
final class WorkloadOptions {
    private WorkloadOptions() {}

    static void add(OptionList options) {
        options.values(
                        String.class,
                        "NAME",
                        text -> text,
                        "Only containers of this name or id; !NAME: all but these.",
                        "--container",
                        "--containername")
                .values(
                        String.class,
                        "NAME",
                        text -> text,
                        "Only pods of this name; !NAME: all but these.",
                        "--pod",
                        "--podname")
                .values(
                        String.class,
                        "NAME",
                        text -> text,
                        "Only pods in this namespace; !NAME: all but these. (-n is the name of a process, as in bcc.)",
                        "-N",
                        "--namespace")
                .value(
                        LabelSelector.class,
                        "LABELS",
                        WorkloadOptions::selector,
                        "Only pods with all of these labels: app=web,tier!=db,release, zone in (a,b). (-l is bcc's, too.)",
                        "-L",
                        "--selector")
                .values(
                        String.class,
                        "UNIT",
                        text -> text,
                        "Only this unit of systemd: ssh.service, or ssh; !UNIT: all but these.",
                        "--unit");
    }

    private static LabelSelector selector(String text) {
        try {
            return LabelSelector.parse(text);
        } catch (IllegalArgumentException refused) {
            throw OptionList.refusal(refused.getMessage());
        }
    }

    static Selection selection(ParseResult options) {
        try {
            return new Selection(
                    names(options, "--container"),
                    names(options, "--pod"),
                    names(options, "--namespace"),
                    options.matchedOptionValue("--selector", LabelSelector.ANY),
                    names(options, "--unit"));
        } catch (IllegalArgumentException refused) {
            throw CommandFailure.usage(refused.getMessage());
        }
    }

    private static Names names(ParseResult options, String option) {
        List<String> names = OptionList.all(options, option);
        return names.isEmpty() ? Names.ANY : new Names(names);
    }
}
