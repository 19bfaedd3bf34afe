package dev.skep.bpf.symbol;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Guesses which names somebody meant who wrote another: those that hold it, and those of which few letters differ. */
public final class NearNames {
    private static final int MOST = 3;

    /** Shorter ones are part of too many names. */
    private static final int SHORTEST_PART = 4;

    private record Guess(String name, int distance) {}

    private NearNames() {}

    /** At most three, the nearest first; a name is near if it holds {@code wanted}, or if at most a third of its letters differ. */
    public static List<String> of(String wanted, Collection<String> names) {
        String lower = wanted.toLowerCase(Locale.ROOT);
        int most = Math.max(1, wanted.length() / 3);
        return names.stream()
                .filter(name -> !name.isEmpty())
                .distinct()
                .map(name -> new Guess(name, distance(lower, name.toLowerCase(Locale.ROOT), most)))
                .filter(guess -> guess.distance() <= most)
                .sorted(Comparator.comparingInt(Guess::distance).thenComparing(Guess::name))
                .limit(MOST)
                .map(Guess::name)
                .toList();
    }

    /** {@code did you mean a, b or c?} with a blank behind it; empty where no name is near. */
    public static String question(String wanted, Collection<String> names) {
        List<String> near = of(wanted, names);
        if (near.isEmpty()) return "";
        String last = near.getLast();
        String all = near.size() == 1 ? last : String.join(", ", near.subList(0, near.size() - 1)) + " or " + last;
        return "did you mean " + all + "? ";
    }

    /** {@code ; did you mean a, b or c?} for the end of a message; empty where no name is near. */
    public static String hint(String wanted, Collection<String> names) {
        String question = question(wanted, names);
        return question.isEmpty() ? "" : "; " + question.stripTrailing();
    }

    private static int distance(String wanted, String name, int most) {
        boolean part = wanted.length() >= SHORTEST_PART && name.contains(wanted);
        int differences = differences(wanted, name, most);
        return part ? Math.min(1 + (name.length() - wanted.length()) / 8, differences) : differences;
    }

    /**
     * How many letters have to be put in, taken out, changed, or swapped with their neighbours (optimal string alignment); more than
     * {@code most} if that is not enough.
     */
    private static int differences(String a, String b, int most) {
        if (Math.abs(a.length() - b.length()) > most) return most + 1;
        int[] twoBefore = new int[b.length() + 1];
        int[] before = new int[b.length() + 1];
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) before[j] = j;
        for (int i = 1; i <= a.length(); i++) {
            row[0] = i;
            int least = i;
            for (int j = 1; j <= b.length(); j++) {
                boolean same = a.charAt(i - 1) == b.charAt(j - 1);
                row[j] = Math.min(before[j - 1] + (same ? 0 : 1), Math.min(before[j], row[j - 1]) + 1);
                boolean swapped =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                if (swapped) row[j] = Math.min(row[j], twoBefore[j - 2] + 1);
                least = Math.min(least, row[j]);
            }
            if (least > most + 1) return most + 1;
            int[] free = twoBefore;
            twoBefore = before;
            before = row;
            row = free;
        }
        return before[b.length()];
    }
}
