package dev.skep.bench.measure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A Markdown table: the first column left, the others right. */
public final class Table {
    private final List<List<String>> rows = new ArrayList<>();

    /** Starts it. */
    public Table(String... columns) {
        rows.add(List.of(columns));
    }

    /** One more row, with a cell for each column. */
    public Table row(String... cells) {
        if (cells.length != rows.getFirst().size()) {
            throw new IllegalArgumentException(Arrays.toString(cells) + " does not fit " + rows.getFirst());
        }
        rows.add(List.of(cells));
        return this;
    }

    /** The table, ended by a line break. */
    @Override
    public String toString() {
        int columns = rows.getFirst().size();
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        StringBuilder text = new StringBuilder();
        for (int r = 0; r < rows.size(); r++) {
            for (int i = 0; i < columns; i++) {
                String cell = rows.get(r).get(i);
                String padding = " ".repeat(widths[i] - cell.length());
                text.append("| ")
                        .append(i == 0 ? cell + padding : padding + cell)
                        .append(' ');
            }
            text.append("|\n");
            if (r == 0) {
                for (int i = 0; i < columns; i++) {
                    text.append('|').append("-".repeat(widths[i] + 1)).append(i == 0 ? "-" : ":");
                }
                text.append("|\n");
            }
        }
        return text.toString();
    }
}
