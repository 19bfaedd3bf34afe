package dev.skep.compiler.internal.eval;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Names that somebody may have meant who wrote another. */
public final class NearNames {
    private static final int MOST = 3;

    private NearNames() {}

    private record Candidate(String name, int distance) {}

    /** {@code did you mean a, b or c?} with a blank behind it; empty where no name is near. */
    public static String question(String wanted, Collection<String> names) {
        List<String> near = of(wanted, names);
        if (near.isEmpty()) return "";
        String last = near.getLast();
        String all = near.size() == 1
                ? last
                : String.join(", ", near.subList(0, near.size() - 1))
                        .concat(" or ")
                        .concat(last);
        return "did you mean " + all + "? ";
    }

    /** At most three, the nearest first; a name is near if at most a third of its letters differ. */
    static List<String> of(String wanted, Collection<String> names) {
        String lower = wanted.toLowerCase(Locale.ROOT);
        int most = Math.max(1, wanted.length() / 3);
        return names.stream()
                .filter(name -> !name.isEmpty() && Math.abs(name.length() - wanted.length()) <= most)
                .distinct()
                .map(name -> new Candidate(name, distance(lower, name.toLowerCase(Locale.ROOT), most)))
                .filter(candidate -> candidate.distance() <= most)
                .sorted(Comparator.comparingInt(Candidate::distance).thenComparing(Candidate::name))
                .limit(MOST)
                .map(Candidate::name)
                .toList();
    }

    /** How many letters have to be put in, taken out or changed (Levenshtein); one more than {@code most} if that is not enough. */
    private static int distance(String a, String b, int most) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) row[j] = j;
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            int least = i;
            for (int j = 1; j <= b.length(); j++) {
                int changed = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, Math.min(row[j], row[j - 1]) + 1);
                least = Math.min(least, row[j]);
            }
            if (least > most) return most + 1;
        }
        return row[b.length()];
    }
}
