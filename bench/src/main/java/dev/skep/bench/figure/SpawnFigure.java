package dev.skep.bench.figure;

import dev.skep.bench.tool.TracingTools;

/** What tracing adds to starting {@code /bin/true}. */
public final class SpawnFigure implements Figure {
    @Override
    public String name() {
        return "spawns";
    }

    @Override
    public String title() {
        return "Execs: what tracing adds to starting one program, in microseconds";
    }

    @Override
    public String measure(Settings settings) {
        Load load = Load.spawns(settings);
        ToolComparison all = new ToolComparison(TracingTools.execs(settings.skep()), settings.spawns());
        for (int round = 0; round < settings.rounds(); round++) {
            all.measure(settings, load, round);
        }
        return all.text(load, 1);
    }
}
