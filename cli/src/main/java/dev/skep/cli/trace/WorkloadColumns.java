package dev.skep.cli.trace;

import dev.skep.cli.output.Column;
import dev.skep.cli.output.ColumnSet;
import dev.skep.cli.output.FieldWriter;
import dev.skep.identity.Container;
import dev.skep.identity.Identity;
import dev.skep.identity.Pod;
import dev.skep.identity.Unit;
import dev.skep.identity.filter.Selection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.ToLongFunction;

/**
 * The columns that say whose process it is.
 *
 * @param <E> the event
 */
final class WorkloadColumns<E> {
    private final ToLongFunction<E> group;
    private LongFunction<Identity> identities = id -> Identity.Unresolved.YET;

    private final Column<E> namespace = column("namespace", 16, "namespace of the pod", id -> pod(id, Pod::namespace));
    private final Column<E> pod = column("pod", 30, "name of the pod", id -> pod(id, Pod::name));
    private final Column<E> workload = column(
            "workload",
            16,
            "what made the pod",
            id -> pod(id, one -> one.workload().name()));
    private final Column<E> container =
            column("container", 16, "name of the container", id -> container(id, Container::name));
    private final Column<E> containerId =
            column("containerid", 31, "id of the container", id -> container(id, Container::shortId));
    private final Column<E> image = column(
            "image",
            30,
            "image of the container",
            id -> container(id, one -> one.image().name()));
    private final Column<E> unit = column(
            "unit", 24, "unit of systemd", id -> id.unit().map(Unit::name).orElse(""));

    WorkloadColumns(ToLongFunction<E> group) {
        this.group = group;
    }

    private static String pod(Identity identity, Function<Pod, String> field) {
        return identity.pod().map(field).orElse("");
    }

    private static String container(Identity identity, Function<Container, String> field) {
        return identity.container().map(field).orElse("");
    }

    private Column<E> column(String name, int width, String description, Function<Identity, String> field) {
        return Column.left(name, width, description, (event, out) -> text(event, field, out));
    }

    private void text(E event, Function<Identity, String> field, FieldWriter out) {
        byte[] text = field.apply(identities.apply(group.applyAsLong(event))).getBytes(StandardCharsets.UTF_8);
        out.text(text, 0, text.length);
    }

    /** From now on identities come from here. */
    void from(LongFunction<Identity> source) {
        identities = source;
    }

    List<Column<E>> all() {
        return List.of(namespace, pod, workload, container, containerId, image, unit);
    }

    /** The other columns, and these behind them. */
    ColumnSet<E> with(ColumnSet<E> others) {
        List<Column<E>> both = new ArrayList<>(others.all());
        both.addAll(all());
        return new ColumnSet<>(both);
    }

    /** What is shown in front of the rest when processes are chosen by these. */
    List<Column<E>> standard(Selection selection, List<Column<E>> others) {
        List<Column<E>> shown = new ArrayList<>();
        if (selection.units().names().isEmpty()) {
            shown.addAll(List.of(namespace, pod, container));
        } else {
            shown.add(unit);
        }
        shown.addAll(others);
        return shown;
    }

    /** Whether one of the columns that the user named is one of these. */
    boolean named(List<String> columns) {
        List<String> mine = all().stream().map(Column::name).toList();
        return columns.stream().anyMatch(name -> mine.contains(name.strip().toLowerCase(Locale.ROOT)));
    }
}
