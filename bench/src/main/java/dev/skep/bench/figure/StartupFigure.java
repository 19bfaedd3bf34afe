package dev.skep.bench.figure;

import dev.skep.bench.measure.Samples;
import dev.skep.bench.measure.Table;
import dev.skep.bench.tool.Command;
import dev.skep.bench.tool.ForeignPrograms;
import dev.skep.bench.tool.Tool;
import dev.skep.bench.tool.TracingTools;
import java.util.ArrayList;
import java.util.List;

/** From the start of a tool to its first event on a terminal. */
public final class StartupFigure implements Figure {
    private static final String LIMIT_MILLIS = "60000";
    private static final List<String> COLUMNS =
            List.of("armed after ms", "first event shown after ms", "CPU ms till then", "RSS MiB", "peak RSS MiB");

    @Override
    public String name() {
        return "startup";
    }

    @Override
    public String title() {
        return "Start: from the command to the first event";
    }

    @Override
    public String measure(Settings settings) {
        List<Tool> tools = TracingTools.opens(settings.skep());
        List<List<Samples>> measured = new ArrayList<>();
        for (Tool ignored : tools) {
            measured.add(COLUMNS.stream().map(column -> new Samples()).toList());
        }
        for (int round = 0; round < settings.rounds(); round++) {
            for (int i = 0; i < tools.size(); i++) {
                int turn = (i + round) % tools.size();
                ForeignPrograms.awaitNone(settings.patience());
                List<String> command = new ArrayList<>(List.of(settings.load("benchstartup"), LIMIT_MILLIS));
                command.addAll(tools.get(turn).command());
                double[] numbers = Command.numbers(command);
                for (int column = 0; column < COLUMNS.size(); column++) {
                    measured.get(turn).get(column).add(numbers[column]);
                }
            }
        }
        Table table = new Table("tool", COLUMNS.get(0), COLUMNS.get(1), COLUMNS.get(2), COLUMNS.get(3), COLUMNS.get(4));
        for (int i = 0; i < tools.size(); i++) {
            List<Samples> row = measured.get(i);
            table.row(
                    tools.get(i).name(),
                    row.get(0).text(0),
                    row.get(1).text(0),
                    row.get(2).text(0),
                    row.get(3).text(1),
                    row.get(4).text(1));
        }
        return table.toString();
    }
}
