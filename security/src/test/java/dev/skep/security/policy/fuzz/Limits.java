package dev.skep.security.policy.fuzz;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What rate limits hold back, of intervals that are longer than any test: all but the first that are alike. The kernel remembers them in a table
 * in which one may take the place of another: what was told before may be told again once another has been told, and need not.
 */
final class Limits {
    private final Map<String, Integer> told = new HashMap<>();
    private int count;

    /** Of what an oracle wants to be told, what has to be in {@code found}. */
    List<Told> wanted(List<Oracle.Wish> wishes, List<Told> found) {
        List<Told> wanted = new ArrayList<>();
        for (Oracle.Wish wish : wishes) {
            if (wish.limited().isEmpty()) {
                wanted.add(wish.told());
                continue;
            }
            String alike = wish.limited().get();
            boolean isFirst = !told.containsKey(alike);
            boolean mayBeForgotten = !isFirst && Objects.requireNonNull(told.get(alike)) < count;
            if (isFirst || (mayBeForgotten && found.contains(wish.told()))) {
                wanted.add(wish.told());
                told.put(alike, ++count);
            }
        }
        return wanted;
    }
}
