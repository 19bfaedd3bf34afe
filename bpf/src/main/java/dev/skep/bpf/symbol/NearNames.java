package dev.skep.bpf.symbol;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Guesses which names a wrong one may have meant: those that hold it or differ in few characters. */
public final class NearNames {
    private static final int MOST = 4;

    private record Guess(String name, int distance) {}

    private NearNames() {}

    /** The nearest of {@code names}, best first, four at most; none when nothing is near. */
    public static List<String> of(String wrong, Collection<String> names) {
        int limit = Math.max(1, wrong.length() / 4);
        List<Guess> guesses = new ArrayList<>();
        for (String name : names) {
            int distance = wrong.length() > 3 && name.contains(wrong)
                    ? 1 + (name.length() - wrong.length()) / 8
                    : distance(wrong, name, limit);
            if (distance <= limit) {
                guesses.add(new Guess(name, distance));
            }
        }
        guesses.sort(Comparator.comparingInt(Guess::distance)
                .thenComparingInt(guess -> guess.name().length())
                .thenComparing(Guess::name));
        return guesses.stream().map(Guess::name).distinct().limit(MOST).toList();
    }

    /** ": did you mean a, b?", or nothing where nothing is near; for the end of a message. */
    public static String hint(String wrong, Collection<String> names) {
        List<String> near = of(wrong, names);
        return near.isEmpty() ? "" : "; did you mean " + String.join(", ", near) + "?";
    }

    /** How many characters must be changed, added or taken away; more than the limit as soon as that is certain. */
    private static int distance(String a, String b, int limit) {
        if (Math.abs(a.length() - b.length()) > limit) {
            return limit + 1;
        }
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            int best = i;
            for (int j = 1; j <= b.length(); j++) {
                int changed = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
                best = Math.min(best, row[j]);
            }
            if (best > limit) {
                return limit + 1;
            }
        }
        return row[b.length()];
    }
}
