package dev.skep.cli.output;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The columns that a command knows. Immutable.
 *
 * @param all every column, in the order in which JSON has them
 * @param <E> the record
 */
public record ColumnSet<E>(List<Column<E>> all) {
    /** Copies the list. */
    public ColumnSet {
        all = List.copyOf(all);
    }

    /**
     * The columns of these names, in this order; upper or lower case.
     *
     * @throws IllegalArgumentException if there is no such column: the message lists all; or if one is named twice
     */
    public List<Column<E>> select(List<String> names) {
        List<Column<E>> selected = new ArrayList<>();
        for (String name : names) {
            Column<E> column = find(name.strip().toLowerCase(Locale.ROOT));
            if (selected.contains(column)) {
                throw new IllegalArgumentException("column '" + column.name() + "' is named twice");
            }
            selected.add(column);
        }
        return selected;
    }

    private Column<E> find(String name) {
        for (Column<E> column : all) {
            if (column.name().equals(name)) {
                return column;
            }
        }
        throw new IllegalArgumentException(
                "unknown column '" + name + "': the columns are " + String.join(",", names()));
    }

    /** The names of all columns. */
    public List<String> names() {
        return all.stream().map(Column::name).toList();
    }
}
