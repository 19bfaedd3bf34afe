package dev.skep.security.policy.fuzz;

import dev.skep.security.policy.PolicyException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes a case about which the kernel and an oracle disagree smaller for as long as they do, step by step. */
final class Shrinking {
    /** Enough for hundreds of values and six policies: a try takes a tenth of a second. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** Tries a case. */
    interface Trial {
        Optional<Disagreement> play(List<Part> parts) throws IOException;
    }

    private final Trial trial;
    private final String kind;
    private List<Part> smallest;
    private Disagreement found;
    private final long began = System.nanoTime();
    private int tries;
    private boolean once;

    private Shrinking(Trial trial, List<Part> parts, Disagreement found) {
        this.trial = trial;
        kind = found.kind();
        smallest = parts;
        this.found = found;
    }

    /** The smallest case, as a text; none if it does not come again, and may have come of pages that were moved. */
    static Optional<String> report(Trial trial, List<Part> parts, Disagreement found) throws IOException {
        Shrinking shrinking = new Shrinking(trial, parts, found);
        shrinking.run();
        return shrinking.once && found.moved() ? Optional.empty() : Optional.of(shrinking.text());
    }

    private boolean isLate() {
        return System.nanoTime() - began > PATIENCE.toNanos();
    }

    private void run() throws IOException {
        List<Part> alone = alone();
        boolean byItself = still(alone);
        if (!byItself && !still(smallest)) {
            // It does not come again; there is nothing to make smaller.
            once = true;
            return;
        }
        while (!isLate()
                && (step(this::fewerParts)
                        || step(this::fewerPolicies)
                        || step(this::lessPolicy)
                        || step(this::lessActs))) {
            // The next step begins with what the last one left.
        }
    }

    /** The act that it is about, and nothing before. */
    private List<Part> alone() {
        Part part = smallest.get(found.part());
        return List.of(
                part.acts().isEmpty() ? part : part.doing(List.of(part.acts().get(found.act()))));
    }

    private boolean still(List<Part> parts) throws IOException {
        if (!parts.stream().allMatch(Shrinking::isSound)) {
            return false;
        }
        tries++;
        Optional<Disagreement> again = trial.play(parts);
        if (again.filter(other -> other.kind().equals(kind)).isEmpty()) {
            return false;
        }
        smallest = parts;
        found = again.get();
        return true;
    }

    private boolean step(Function<List<Part>, List<List<Part>>> candidates) throws IOException {
        for (List<Part> candidate : candidates.apply(smallest)) {
            if (isLate()) {
                return false;
            }
            if (still(candidate)) {
                return true;
            }
        }
        return false;
    }

    private List<List<Part>> fewerParts(List<Part> parts) {
        return without(parts).filter(fewer -> !fewer.isEmpty()).toList();
    }

    private static <T> Stream<List<T>> without(List<T> all) {
        return IntStream.range(0, all.size()).mapToObj(i -> {
            List<T> fewer = new ArrayList<>(all);
            fewer.remove(i);
            return fewer;
        });
    }

    private static List<String> names(List<Part> parts) {
        return List.copyOf(new TreeSet<>(parts.stream()
                .flatMap(part -> part.policies().stream())
                .map(Given::name)
                .toList()));
    }

    private List<List<Part>> fewerPolicies(List<Part> parts) {
        return names(parts).stream().map(name -> changed(parts, name, null)).toList();
    }

    private List<List<Part>> lessPolicy(List<Part> parts) {
        List<List<Part>> all = new ArrayList<>();
        for (String name : names(parts)) {
            Given given = parts.stream()
                    .flatMap(part -> part.policies().stream())
                    .filter(policy -> policy.name().equals(name))
                    .findFirst()
                    .orElseThrow();
            for (String spec : SmallerYaml.than(given.spec())) {
                all.add(changed(parts, name, spec));
            }
        }
        return all;
    }

    /** Whether all of its policies say something, and are no danger to others. */
    private static boolean isSound(Part part) {
        try {
            return part.policies().stream().map(Given::active).allMatch(policy -> Harmless.is(policy.policy()));
        } catch (PolicyException | IllegalArgumentException wrong) {
            return false;
        }
    }

    /** With another specification of a policy, or without it. */
    private static List<Part> changed(List<Part> parts, String name, @Nullable String spec) {
        return parts.stream()
                .map(part -> part.under(part.policies().stream()
                        .filter(policy -> spec != null || !policy.name().equals(name))
                        .map(policy -> spec != null && policy.name().equals(name) ? policy.with(spec) : policy)
                        .toList()))
                .toList();
    }

    private List<List<Part>> lessActs(List<Part> parts) {
        List<List<Part>> all = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            int place = i;
            without(part.acts()).forEach(fewer -> all.add(with(parts, place, part.doing(fewer))));
            for (int j = 0; j < part.acts().size(); j++) {
                for (Act less : part.acts().get(j).smaller()) {
                    List<Act> acts = new ArrayList<>(part.acts());
                    acts.set(j, less);
                    all.add(with(parts, place, part.doing(acts)));
                }
            }
        }
        return all;
    }

    private static List<Part> with(List<Part> parts, int place, Part part) {
        List<Part> other = new ArrayList<>(parts);
        other.set(place, part);
        return other;
    }

    private String text() {
        StringBuilder text =
                new StringBuilder(found.text()).append("\nafter ").append(tries).append(" tries:\n");
        for (Part part : smallest) {
            part.policies().forEach(policy -> text.append(policy).append('\n'));
            part.acts().forEach(act -> text.append(act).append('\n'));
        }
        return text.toString();
    }
}
