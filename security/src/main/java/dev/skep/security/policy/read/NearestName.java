package dev.skep.security.policy.read;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds what someone may have meant. */
final class NearestName {
    private static final int LONGEST = 64;

    private NearestName() {}

    /** The known name that is written almost like it, or nothing. */
    static Optional<String> of(String name, Collection<String> known) {
        if (name.length() > LONGEST) {
            return Optional.empty();
        }
        int best = Math.max(1, name.length() / 3) + 1;
        String nearest = null;
        for (String candidate : known) {
            int distance = distance(name.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
            if (distance < best) {
                best = distance;
                nearest = candidate;
            }
        }
        return Optional.ofNullable(nearest);
    }

    /** A hint for a message: {@code ; did you mean X?}, or nothing. */
    static String hint(String name, Collection<String> known) {
        return of(name, known).map(nearest -> "; did you mean '" + nearest + "'?").orElse("");
    }

    /** How many letters have to be added, taken away or replaced (Levenshtein). */
    private static int distance(String from, String to) {
        int[] previous = new int[to.length() + 1];
        for (int i = 0; i <= to.length(); i++) {
            previous[i] = i;
        }
        for (int i = 1; i <= from.length(); i++) {
            int[] current = new int[to.length() + 1];
            current[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = previous[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(replaced, 1 + Math.min(previous[j], current[j - 1]));
            }
            previous = current;
        }
        return previous[to.length()];
    }
}
