package dev.skep.bench.figure;

import dev.skep.bench.measure.Samples;
import dev.skep.bench.measure.Table;
import dev.skep.bench.tool.ForeignPrograms;
import dev.skep.bench.tool.Tool;
import java.util.ArrayList;
import java.util.List;

/** The same load under each of several tools. */
final class ToolComparison {
    private final List<Tracing> tracings;
    private final int expected;

    /**
     * A comparison without rounds.
     *
     * @param expected how many operations of the load should be shown
     */
    ToolComparison(List<Tool> tools, int expected) {
        this.tracings = tools.stream().map(Tracing::new).toList();
        this.expected = expected;
    }

    /** Measures each tool once, and begins with another one in each round. */
    void measure(Settings settings, Load load, int round) {
        for (int i = 0; i < tracings.size(); i++) {
            tracings.get((i + round) % tracings.size()).measure(settings, load, expected);
        }
    }

    String text(Load load, int decimals) {
        Table table = new Table(
                "tool",
                "CPU untraced",
                "CPU added",
                "wall added",
                "tool's own CPU",
                "lost of " + Samples.number(expected, 0),
                "reported as lost",
                "skep ÷ tool, CPU added");
        Tracing skep = tracings.stream()
                .filter(tracing -> tracing.tool().isSkep())
                .findFirst()
                .orElseThrow();
        for (Tracing tracing : tracings) {
            table.row(
                    tracing.tool().name(),
                    Samples.number(tracing.alone().median(), decimals),
                    tracing.addedCpu().text(decimals),
                    tracing.addedWall().text(decimals),
                    tracing.toolCpu().text(decimals),
                    tracing.lost().text(0),
                    tracing.reportedLost().text(0),
                    tracing == skep ? "" : Samples.ratio(skep.addedCpu(), tracing.addedCpu()));
        }
        List<String> notes = new ArrayList<>();
        notes.add("Each row is the mean of " + Samples.number(load.operations(), 0) + " operations a round.");
        int disturbed = ForeignPrograms.takeDisturbed();
        if (disturbed > 0) {
            notes.add(disturbed + " measurements were taken while others traced, too.");
        }
        return table + "\n" + String.join(" ", notes) + "\n";
    }
}
