package dev.skep.cli.output;

/** The formats that {@code --output} knows. */
public enum OutputKind {
    /** Aligned columns for people. */
    COLUMNS,
    /** One JSON object a line, for programs. */
    JSON
}
