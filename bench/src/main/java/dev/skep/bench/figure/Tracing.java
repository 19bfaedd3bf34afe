package dev.skep.bench.figure;

import dev.skep.bench.measure.Samples;
import dev.skep.bench.tool.Command;
import dev.skep.bench.tool.ForeignPrograms;
import dev.skep.bench.tool.RunningTool;
import dev.skep.bench.tool.Tool;
import dev.skep.bench.tool.ToolOutput;
import java.time.Duration;

/** What one tool costs a load: each time the load runs first alone and then traced. */
final class Tracing {
    private final Tool tool;
    private final Samples alone = new Samples();
    private final Samples addedCpu = new Samples();
    private final Samples addedWall = new Samples();
    private final Samples toolCpu = new Samples();
    private final Samples lost = new Samples();
    private final Samples reportedLost = new Samples();

    Tracing(Tool tool) {
        this.tool = tool;
    }

    /**
     * One round.
     *
     * @param expected how many operations of the load the tool should show
     */
    void measure(Settings settings, Load load, int expected) {
        ForeignPrograms.awaitNone(settings.patience());
        double[] before = Command.numbers(load.command());
        try (RunningTool running = RunningTool.start(tool, settings.scratch(), load.warmUp(), load.warmUpSign())) {
            Duration used = running.cpu();
            double[] traced = Command.numbers(load.command());
            running.awaitIdle();
            toolCpu.add(running.cpu().minus(used).toNanos() / 1e9 * load.perSecond() / load.operations());
            ToolOutput output = running.finish(load.lines());
            alone.add(before[1]);
            addedWall.add(traced[0] - before[0]);
            addedCpu.add(traced[1] - before[1]);
            lost.add((double) (expected - output.shown()));
            reportedLost.add((double) output.reportedLost());
        }
    }

    Tool tool() {
        return tool;
    }

    Samples alone() {
        return alone;
    }

    Samples addedCpu() {
        return addedCpu;
    }

    Samples addedWall() {
        return addedWall;
    }

    Samples toolCpu() {
        return toolCpu;
    }

    /** Events of the load that were not shown. */
    Samples lost() {
        return lost;
    }

    /** Events of which the tool said that it lost them. */
    Samples reportedLost() {
        return reportedLost;
    }
}
