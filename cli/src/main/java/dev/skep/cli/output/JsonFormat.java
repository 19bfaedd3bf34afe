package dev.skep.cli.output;

import java.util.List;

/** One JSON object a line, its members in the order of the columns. */
final class JsonFormat<E> implements RecordFormat<E> {
    private final List<Column<E>> columns;
    private final String[] keys;
    private final TextBuffer out;
    private final JsonWriter writer;

    JsonFormat(List<Column<E>> columns, TextBuffer out, WallClock clock) {
        this.columns = List.copyOf(columns);
        this.out = out;
        writer = new JsonWriter(out, new UtcTimeText(clock));
        keys = new String[columns.size()];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = (i == 0 ? "{\"" : ",\"") + columns.get(i).name() + "\":";
        }
    }

    @Override
    public void header() {}

    @Override
    public void line(E event, boolean failed) {
        for (int i = 0; i < keys.length; i++) {
            out.add(keys[i]);
            columns.get(i).cell().write(event, writer);
        }
        out.add("}\n");
    }
}
