package dev.skep.bench;

import dev.skep.bench.drop.DropFigure;
import dev.skep.bench.drop.NetworkFigure;
import dev.skep.bench.drop.WireFigure;
import dev.skep.bench.figure.Figure;
import dev.skep.bench.figure.InstructionFigure;
import dev.skep.bench.figure.LoadFigure;
import dev.skep.bench.figure.NumberFigure;
import dev.skep.bench.figure.OpenFigure;
import dev.skep.bench.figure.ProcessFigure;
import dev.skep.bench.figure.Settings;
import dev.skep.bench.figure.SpawnFigure;
import dev.skep.bench.figure.StartupFigure;
import dev.skep.bench.figure.XdpFigure;
import dev.skep.bench.measure.Machine;
import dev.skep.bench.policy.ReadFigure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Started by {@code bench/run}: {@code Main ROOT BUILT SCRATCH PINS [option or figure ...]}. */
public final class Main {
    private static final int FOLDERS = 4;

    private static final List<Figure> FIGURES = List.of(
            new OpenFigure(),
            new SpawnFigure(),
            new ProcessFigure(),
            new ReadFigure(),
            new StartupFigure(),
            new XdpFigure(),
            new DropFigure(),
            new WireFigure(),
            new NetworkFigure(),
            new NumberFigure(),
            new InstructionFigure(),
            new LoadFigure());

    private Settings settings;
    private final List<Figure> chosen = new ArrayList<>();

    private Main(Settings settings) {
        this.settings = settings;
    }

    /** Ends with 2 for a wrong argument and with 1 where a figure could not be taken. */
    public static void main(String[] arguments) {
        Main main = new Main(Settings.usual(
                Path.of(arguments[0]), Path.of(arguments[1]), Path.of(arguments[2]), Path.of(arguments[3])));
        try {
            main.read(List.of(arguments).subList(FOLDERS, arguments.length));
        } catch (IllegalArgumentException refused) {
            System.err.println("bench: " + refused.getMessage());
            System.exit(2);
        }
        System.exit(main.run() ? 0 : 1);
    }

    private void read(List<String> arguments) {
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            String key = equals < 0 ? argument : argument.substring(0, equals);
            switch (key) {
                case "--quick" -> settings = settings.quick();
                case "--rounds" -> settings = settings.withRounds(number(argument, equals));
                case "--opens" -> settings = settings.withOpens(number(argument, equals));
                case "--spawns" -> settings = settings.withSpawns(number(argument, equals));
                case "--packets" -> settings = settings.withPackets(number(argument, equals));
                default -> chosen.add(figure(argument));
            }
        }
        if (chosen.isEmpty()) {
            chosen.addAll(FIGURES);
        }
    }

    private static int number(String argument, int equals) {
        try {
            int value = equals < 0 ? 0 : Integer.parseInt(argument.substring(equals + 1));
            if (value > 0) {
                return value;
            }
        } catch (NumberFormatException notANumber) {
            // Refused below, like what is no positive number.
        }
        throw new IllegalArgumentException(argument + ": expected " + argument.split("=", 2)[0] + "=N with N above 0");
    }

    private static Figure figure(String name) {
        return FIGURES.stream()
                .filter(figure -> figure.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(name + " is no figure; there are "
                        + String.join(", ", FIGURES.stream().map(Figure::name).toList())));
    }

    private boolean run() {
        boolean complete = true;
        System.out.println(Machine.description() + "; median (least to most) of " + settings.rounds() + " rounds\n");
        for (Figure figure : chosen) {
            String before = Machine.load();
            System.err.println("bench: " + figure.name());
            System.out.println("## " + figure.title() + "\n");
            try {
                System.out.println(figure.measure(settings));
            } catch (RuntimeException failure) {
                // One figure that fails, for want of a tool perhaps, does not take the others with it.
                complete = false;
                System.out.println("not measured: " + failure.getMessage() + "\n");
                failure.printStackTrace();
            }
            System.out.println("Load average " + before + " before, " + Machine.load() + " after.\n");
        }
        return complete;
    }
}
