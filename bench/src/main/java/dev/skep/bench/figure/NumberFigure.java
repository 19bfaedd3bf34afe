package dev.skep.bench.figure;

import dev.skep.bench.measure.Samples;
import dev.skep.bench.measure.Table;
import dev.skep.bench.program.RandomNumbers;
import dev.skep.bench.program.ScatteredNumbers;
import dev.skep.bpf.map.HashMap;
import dev.skep.bpf.memory.Counter;
import dev.skep.bpf.memory.Flyweight;
import dev.skep.compiler.Loaded;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;

/** What it takes to look a number up among few and many, in the table that the compiler makes of them and in the kernel's hash map. */
public final class NumberFigure implements Figure {
    private static final List<Integer> COUNTS = List.of(40, 200, 1_000, 10_000, 60_000);

    @Override
    public String name() {
        return "numbers";
    }

    @Override
    public String title() {
        return "Nanoseconds to look a number up among scattered ones";
    }

    @Override
    public String measure(Settings settings) {
        Table table = new Table("numbers", "Skep's table", "hash map", "table ÷ map", "instructions with the table");
        for (int count : COUNTS) {
            System.err.println("bench: " + count + " numbers");
            Set<Integer> numbers = ScatteredNumbers.of(count);
            Samples ours = new Samples();
            Samples theirs = new Samples();
            try (HashMap<Integer, Counter> map = filled(numbers);
                    Loaded<RandomNumbers> computed = load(new ScatteredNumbers.InSet(numbers), count);
                    Loaded<RandomNumbers> called = load(new ScatteredNumbers.InMap(map), count)) {
                for (int round = 0; round < settings.rounds(); round++) {
                    ours.add(RandomNumbers.nanos(computed, settings.packets() / 2));
                    theirs.add(RandomNumbers.nanos(called, settings.packets() / 2));
                }
                table.row(
                        "%,d".formatted(count),
                        ours.text(1),
                        theirs.text(1),
                        Samples.ratio(ours, theirs),
                        Samples.number(computed.program("ask").compiled().instructionCount(), 0));
            }
        }
        return table + "\nA loop of " + RandomNumbers.NUMBERS
                + " numbers by test run, half of which are there, with what it takes to make them.\n";
    }

    private static HashMap<Integer, Counter> filled(Set<Integer> numbers) {
        HashMap<Integer, Counter> map = HashMap.of(Integer.class, Counter.class, numbers.size());
        map.create();
        Counter value = Flyweight.of(Counter.class).allocate();
        numbers.forEach(number -> map.put(number, value));
        return map;
    }

    private static Loaded<RandomNumbers> load(IntPredicate among, int count) {
        return RandomNumbers.load(new ScatteredNumbers(among, count));
    }
}
