package dev.skep.drop.live;

import dev.skep.bpf.link.XdpMode;
import dev.skep.drop.program.DropProgram;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a program does and whose it is. Immutable.
 *
 * @param name of the pin; empty for one that ends with its process
 * @param since when it began
 * @param mode where in the receive path it was attached
 * @param options what it does besides dropping
 * @param next the number of the next rule
 * @param devices at least one
 * @param rules by ascending number, at least one
 */
public record Manifest(
        String name,
        Instant since,
        XdpMode mode,
        Set<Option> options,
        int next,
        List<DropDevice> devices,
        List<DropRule> rules) {
    /** What a program does besides dropping. */
    public enum Option {
        /** It only counts. */
        DRY_RUN,
        /** It has a deadline. */
        BOUNDED,
        /** It can show samples. */
        SAMPLED
    }

    /** Copies. */
    public Manifest {
        options = Set.copyOf(options);
        devices = List.copyOf(devices);
        rules = List.copyOf(rules);
    }

    /** A first manifest. */
    public static Manifest begin(
            String name, XdpMode mode, Set<Option> options, List<DropDevice> devices, List<String> filters) {
        return new Manifest(name, Instant.now(), mode, options, 1, devices, List.of()).plus(filters);
    }

    /** Whether it only counts. */
    public boolean dryRun() {
        return options.contains(Option.DRY_RUN);
    }

    /**
     * With more rules, behind the others. Numbers are not used again before all have been.
     *
     * @throws IllegalArgumentException if there are too many
     */
    public Manifest plus(List<String> filters) {
        if (rules.size() + filters.size() > DropProgram.MOST_RULES) {
            throw new IllegalArgumentException(
                    (rules.size() + filters.size()) + " rules; 1 to " + DropProgram.MOST_RULES + " are possible");
        }
        Set<Integer> taken = new HashSet<>();
        List<DropRule> all = new ArrayList<>(rules);
        rules.forEach(rule -> taken.add(rule.number()));
        int number = next;
        for (String filter : filters) {
            while (number > DropProgram.MOST_RULES || taken.contains(number)) {
                number = number > DropProgram.MOST_RULES ? 1 : number + 1;
            }
            taken.add(number);
            all.add(new DropRule(number++, Instant.now(), filter));
        }
        all.sort((left, right) -> Integer.compare(left.number(), right.number()));
        return new Manifest(name, since, mode, options, number, devices, all);
    }

    /** Without the rules of these numbers. */
    public Manifest minus(Set<Integer> numbers) {
        return new Manifest(
                name,
                since,
                mode,
                options,
                next,
                devices,
                rules.stream().filter(rule -> !numbers.contains(rule.number())).toList());
    }
}
