package dev.skep.cli.output;

import java.util.Locale;

/**
 * One field of a record, for all formats.
 *
 * @param name what {@code --columns} and JSON call it
 * @param heading what stands above it
 * @param width cells that it takes at least; 0 for the last one of a line
 * @param rightAligned whether blanks come first
 * @param description one phrase for the help text
 * @param cell how it is written
 * @param <E> the record
 */
public record Column<E>(
        String name, String heading, int width, boolean rightAligned, String description, Cell<E> cell) {

    /** Writes the field of a record. */
    @FunctionalInterface
    public interface Cell<E> {
        /** Calls one method of {@code out}. */
        void write(E event, FieldWriter out);
    }

    /** A column whose text begins at the left. */
    public static <E> Column<E> left(String name, int width, String description, Cell<E> cell) {
        return new Column<>(name, name.toUpperCase(Locale.ROOT), width, false, description, cell);
    }

    /** A column whose text ends at the right. */
    public static <E> Column<E> right(String name, int width, String description, Cell<E> cell) {
        return new Column<>(name, name.toUpperCase(Locale.ROOT), width, true, description, cell);
    }

    /** The same column under another heading. */
    public Column<E> headed(String otherHeading) {
        return new Column<>(name, otherHeading, width, rightAligned, description, cell);
    }
}
