package dev.skep.cli.list;

import dev.skep.cli.command.CommandFailure;
import dev.skep.cli.command.OptionList;
import dev.skep.cli.command.OptionValues;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import picocli.CommandLine.ParseResult;

/**
 * Which objects the user wants to see: any of the values of each option, all options together; an option without values asks nothing.
 *
 * @param ids exactly these
 * @param types the kernel's names of types
 * @param names parts of names
 * @param processIds of processes that hold it
 */
record ListFilter(List<Integer> ids, List<String> types, List<String> names, List<Integer> processIds)
        implements Predicate<Listed> {
    static void addTo(OptionList options) {
        options.values(Integer.class, "ID", OptionValues::objectId, "Only objects with this id.", "-i", "--id")
                .values(
                        String.class,
                        "TYPE",
                        text -> text,
                        "Only objects of this type, such as xdp, ringbuf, perf_event.",
                        "-t",
                        "--type")
                .values(String.class, "NAME", text -> text, "Only objects whose name contains NAME.", "-n", "--name")
                .values(
                        Integer.class,
                        "PID",
                        OptionValues::pid,
                        "Only objects that this process holds.",
                        "-p",
                        "--pid");
    }

    static ListFilter of(ParseResult options) {
        return new ListFilter(
                OptionList.all(options, "--id"),
                OptionList.all(options, "--type"),
                OptionList.all(options, "--name"),
                OptionList.all(options, "--pid"));
    }

    @Override
    public boolean test(Listed object) {
        return (ids.isEmpty() || ids.contains(object.id()))
                && (types.isEmpty() || types.contains(object.type()))
                && (names.isEmpty() || names.stream().anyMatch(object.name()::contains))
                && (processIds.isEmpty()
                        || object.holders().stream().anyMatch(holder -> processIds.contains(holder.processId())));
    }

    /** Who names ids expects them to be there. */
    void requireIds() {
        if (!ids.isEmpty()) {
            throw CommandFailure.failure("no such object with id "
                    + ids.stream().map(String::valueOf).collect(Collectors.joining(" or ")));
        }
    }
}
