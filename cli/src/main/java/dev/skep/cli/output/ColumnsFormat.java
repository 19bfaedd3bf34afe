package dev.skep.cli.output;

import java.util.List;

/** Aligned columns with a blank between them, under a header. */
final class ColumnsFormat<E> implements RecordFormat<E> {
    private static final String RED = "\u001b[31m";
    private static final String PLAIN = "\u001b[0m";

    private final List<Column<E>> columns;
    private final TextBuffer out;
    private final ColumnsWriter writer;
    private final boolean colour;

    ColumnsFormat(List<Column<E>> columns, TextBuffer out, WallClock clock, boolean colour) {
        this.columns = List.copyOf(columns);
        this.out = out;
        this.colour = colour;
        writer = new ColumnsWriter(out, new LocalTimeText(clock));
    }

    @Override
    public void header() {
        for (int i = 0; i < columns.size(); i++) {
            Column<E> column = columns.get(i);
            writer.begin();
            out.add(column.heading());
            end(column, i == columns.size() - 1);
        }
        out.add('\n');
    }

    @Override
    public void line(E event, boolean failed) {
        boolean red = failed && colour;
        if (red) {
            out.add(RED);
        }
        List<Column<E>> all = columns;
        int last = all.size() - 1;
        for (int i = 0; i <= last; i++) {
            Column<E> column = all.get(i);
            writer.begin();
            column.cell().write(event, writer);
            end(column, i == last);
        }
        if (red) {
            out.add(PLAIN);
        }
        out.add('\n');
    }

    private void end(Column<E> column, boolean last) {
        if (column.rightAligned()) {
            writer.alignRight(column.width());
        } else if (!last) {
            out.spaces(column.width() - writer.cells());
        }
        if (!last) {
            out.add(' ');
        }
    }
}
