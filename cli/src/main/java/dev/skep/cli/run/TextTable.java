package dev.skep.cli.run;

import java.util.List;

/** Lines of cells in columns that are as wide as their widest cell. */
final class TextTable {
    private static final String INDENT = "  ";

    private TextTable() {}

    static String of(List<List<String>> lines) {
        int columns = lines.getFirst().size();
        int[] widths = new int[columns];
        for (List<String> line : lines) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], line.get(i).length());
            }
        }
        StringBuilder text = new StringBuilder();
        for (List<String> line : lines) {
            StringBuilder row = new StringBuilder();
            for (int i = 0; i < columns; i++) {
                row.append(INDENT).append(line.get(i));
                row.repeat(' ', widths[i] - line.get(i).length());
            }
            text.append(row.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }
}
