package dev.skep.cli.run;

import dev.skep.bpf.map.ArrayMap;
import dev.skep.bpf.map.BpfMap;
import dev.skep.bpf.map.PerCpuArray;
import dev.skep.bpf.map.PerCpuMap;
import dev.skep.bpf.map.SharedMap;
import dev.skep.bpf.memory.Struct;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The elements of a map as a table, those with the largest numbers first, or as one histogram for each key. Elements of an array
 * that hold nothing but zeros are left out.
 */
final class MapTable {
    private static final int MOST_ROWS = 100;

    private record Row(@Nullable Object key, List<? extends Struct> copies, long weight) {}

    private final String name;
    private final BpfMap map;
    private final StructCells values;
    private final @Nullable StructCells keys;

    private MapTable(String name, BpfMap map, Class<?> keyType, Class<?> valueType) {
        this.name = name;
        this.map = map;
        values = new StructCells(valueType);
        keys = Struct.class.isAssignableFrom(keyType) ? new StructCells(keyType) : null;
    }

    /** The text, or nothing for kinds of maps that hold no elements of the program's own. */
    static Optional<String> of(String name, BpfMap map) {
        Class<?> key = map.keyType();
        Class<?> value = map.valueType();
        if (key == null || value == null) {
            return Optional.empty();
        }
        return Optional.of(new MapTable(name, map, key, value).text());
    }

    private String text() {
        List<Row> rows = rows();
        rows.sort(Comparator.comparingLong(Row::weight).reversed());
        StringBuilder text = new StringBuilder(name).append('\n');
        if (rows.isEmpty()) {
            return text.append("  (empty)\n").toString();
        }
        List<Row> shown = rows.subList(0, Math.min(rows.size(), MOST_ROWS));
        if (values.slots(rows.getFirst().copies()).isPresent()) {
            histograms(shown, text);
        } else {
            table(shown, text);
        }
        if (rows.size() > shown.size()) {
            text.append("  ... and ").append(rows.size() - shown.size()).append(" more\n");
        }
        return text.toString();
    }

    private void histograms(List<Row> rows, StringBuilder text) {
        boolean several = map.maxEntries() > 1;
        for (Row row : rows) {
            if (several) {
                text.append("\n  ").append(String.join(" ", key(row))).append('\n');
            }
            values.slots(row.copies()).ifPresent(slots -> text.append(Histogram.text(slots, "value")));
        }
    }

    private void table(List<Row> rows, StringBuilder text) {
        List<List<String>> lines = new ArrayList<>();
        List<String> headings = new ArrayList<>(keys == null ? List.of("key") : keys.headings());
        headings.addAll(values.headings());
        lines.add(headings);
        for (Row row : rows) {
            List<String> line = new ArrayList<>(key(row));
            line.addAll(values.texts(row.copies()));
            lines.add(line);
        }
        text.append(TextTable.of(lines));
    }

    private List<String> key(Row row) {
        return keys != null && row.key() instanceof Struct struct
                ? keys.texts(List.of(struct))
                : List.of(String.valueOf(row.key()));
    }

    private List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        switch (map) {
            case SharedMap<?, ?> shared -> shared.forEach((key, value) -> add(rows, key, List.of(value)));
            case PerCpuMap<?, ?> perCpu -> perCpu.forEach((key, copies) -> add(rows, key, copies));
            case ArrayMap<?> array -> {
                for (int i = 0; i < array.maxEntries(); i++) {
                    Struct value = array.get(i);
                    if (value != null) {
                        addUnlessZero(rows, i, List.of(value));
                    }
                }
            }
            case PerCpuArray<?> array -> {
                for (int i = 0; i < array.maxEntries(); i++) {
                    addUnlessZero(rows, i, array.getAll(i));
                }
            }
            default -> {
                // Rings, programs, stacks: nothing of the program's own to show.
            }
        }
        return rows;
    }

    private void add(List<Row> rows, Object key, List<? extends Struct> copies) {
        rows.add(new Row(key, copies, values.weight(copies)));
    }

    private void addUnlessZero(List<Row> rows, int index, List<? extends Struct> copies) {
        if (values.weight(copies) != 0) {
            add(rows, index, copies);
        }
    }
}
