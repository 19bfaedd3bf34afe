package dev.skep.bench.figure;

/** One thing that is measured. */
public interface Figure {
    /** By which it is chosen on the command line. */
    String name();

    /** One line. */
    String title();

    /** Measures, and returns Markdown. */
    String measure(Settings settings);
}
