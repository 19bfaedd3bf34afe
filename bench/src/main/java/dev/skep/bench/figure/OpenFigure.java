package dev.skep.bench.figure;

import dev.skep.bench.tool.TracingTools;

/** What tracing adds to an open and close of {@code /dev/null}. */
public final class OpenFigure implements Figure {
    @Override
    public String name() {
        return "opens";
    }

    @Override
    public String title() {
        return "Opens: what tracing adds to one open and close, in nanoseconds";
    }

    @Override
    public String measure(Settings settings) {
        Load load = Load.opens(settings);
        ToolComparison all = new ToolComparison(TracingTools.opens(settings.skep()), settings.opens());
        // This process is traced and the load is not.
        long self = ProcessHandle.current().pid();
        ToolComparison none = new ToolComparison(TracingTools.opensOf(settings.skep(), self), 0);
        for (int round = 0; round < settings.rounds(); round++) {
            all.measure(settings, load, round);
            none.measure(settings, load, round);
        }
        return "Every open is shown:\n\n" + all.text(load, 0) + "\nA filter by process excludes the load:\n\n"
                + none.text(load, 0);
    }
}
