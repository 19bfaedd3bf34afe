package dev.skep.bench.drop;

import dev.skep.bench.figure.Figure;
import dev.skep.bench.figure.Settings;
import dev.skep.bench.measure.Samples;
import dev.skep.bench.measure.Table;
import dev.skep.bench.program.RandomNumbers;
import dev.skep.compiler.Loaded;
import dev.skep.compiler.table.Prefix;
import dev.skep.compiler.table.PrefixMap;
import dev.skep.compiler.table.PrefixSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/** What it takes to look a random address up among few and many networks, in Skep's tables and in the kernel's LPM trie. */
public final class NetworkFigure implements Figure {
    /** Networks of one length, and networks of any from the one to the other. */
    private record Case(String title, int count, int shortest, int longest) {
        Set<Prefix> networks() {
            SplittableRandom random = new SplittableRandom(count);
            Set<Prefix> networks = new HashSet<>();
            while (networks.size() < count) {
                int bits = random.nextInt(shortest, longest + 1);
                networks.add(Prefix.ipv4(random.nextInt() & -1 << (Integer.SIZE - bits), bits));
            }
            return networks;
        }
    }

    private static final List<Case> CASES = List.of(
            new Case("1,000 networks /24", 1_000, 24, 24),
            new Case("10,000 networks /24", 10_000, 24, 24),
            new Case("100,000 networks /24", 100_000, 24, 24),
            new Case("1,000,000 networks /24", 1_000_000, 24, 24),
            new Case("10,000 networks /20 to /32", 10_000, 20, 32),
            new Case("1,000,000 networks /20 to /32", 1_000_000, 20, 32));

    @Override
    public String name() {
        return "networks";
    }

    @Override
    public String title() {
        return "Nanoseconds to look a random address up among networks";
    }

    @Override
    public String measure(Settings settings) {
        Table table = new Table("networks", "Skep's set", "LPM trie", "set ÷ trie", "instructions with the set");
        for (Case one : CASES) {
            System.err.println("bench: " + one.title());
            Set<Prefix> networks = one.networks();
            PrefixSet set = PrefixSet.ofPrefixes(networks);
            Map<Prefix, Boolean> values = new HashMap<>();
            networks.forEach(network -> values.put(network, true));
            PrefixMap<Boolean> trie = PrefixMap.ofPrefixes(values);
            Samples ours = new Samples();
            Samples theirs = new Samples();
            try (Loaded<RandomNumbers> searched = RandomNumbers.load(new RandomNumbers.InSet(set));
                    Loaded<RandomNumbers> walked = RandomNumbers.load(new RandomNumbers.InTrie(trie))) {
                for (int round = 0; round < settings.rounds(); round++) {
                    ours.add(RandomNumbers.nanos(searched, settings.packets() / 2));
                    theirs.add(RandomNumbers.nanos(walked, settings.packets() / 2));
                }
                table.row(
                        one.title(),
                        ours.text(1),
                        theirs.text(1),
                        Samples.ratio(ours, theirs),
                        Samples.number(searched.program("ask").compiled().instructionCount(), 0));
            }
        }
        return table + "\nA loop of " + RandomNumbers.NUMBERS
                + " addresses by test run, with what it takes to make them.\n";
    }
}
