package dev.skep.cli.trace;

import dev.skep.cli.command.Invocation;
import dev.skep.cli.command.OptionList;
import dev.skep.cli.output.Column;
import dev.skep.cli.output.ColumnSet;
import dev.skep.cli.output.RecordPrinter;
import dev.skep.identity.filter.Selection;
import dev.skep.trace.filter.ProcessFilter;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import picocli.CommandLine.ParseResult;

/**
 * What a trace has to do with containers, pods and units: nothing, and no cost, unless its options or columns ask for them.
 *
 * @param <E> the event
 */
final class WorkloadTrace<E> implements AutoCloseable {
    private final ToLongFunction<E> group;
    private final WorkloadColumns<E> columns;
    private final Selection selection;
    private final boolean wanted;
    private Optional<Workloads> workloads = Optional.empty();

    WorkloadTrace(ParseResult options, ToLongFunction<E> group) {
        this.group = group;
        columns = new WorkloadColumns<>(group);
        selection = WorkloadOptions.selection(options);
        wanted = selection.restricts() || columns.named(OptionList.all(options, "--columns"));
    }

    RecordPrinter<E> printer(ParseResult options, Invocation invocation, ColumnSet<E> known, List<Column<E>> standard) {
        return TraceOptions.printer(
                options,
                invocation,
                wanted ? columns.with(known) : known,
                selection.restricts() ? columns.standard(selection, standard) : standard);
    }

    /** Looks for them, if they are wanted; gives the filter with the choice. */
    ProcessFilter start(ProcessFilter filter) {
        if (!wanted) {
            return filter;
        }
        Workloads started = Workloads.start(selection);
        workloads = Optional.of(started);
        columns.from(started::identity);
        return started.choose(filter);
    }

    /** What of the events that come out of the kernel is shown. */
    Predicate<E> wanted() {
        return workloads
                .<Predicate<E>>map(found -> event -> found.accepts(group.applyAsLong(event)))
                .orElse(event -> true);
    }

    @Override
    public void close() {
        workloads.ifPresent(Workloads::close);
    }
}
