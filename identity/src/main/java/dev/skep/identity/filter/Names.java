package dev.skep.identity.filter;

import java.util.List;

/**
 * Names of which one has to match. One that begins with {@code !} must not match. None at all: every name will do.
 *
 * @param names the names
 */
public record Names(List<String> names) {
    /** Every name. */
    public static final Names ANY = new Names(List.of());

    /**
     * Copies the list.
     *
     * @throws IllegalArgumentException if a name is empty
     */
    public Names {
        names = List.copyOf(names);
        for (String name : names) {
            if (name.isEmpty() || name.equals("!")) {
                throw new IllegalArgumentException("a name is empty");
            }
        }
    }

    /** Whether it matters. */
    boolean restricts() {
        return !names.isEmpty();
    }

    /** Whether something that has all of these names is accepted. */
    boolean accepts(List<String> actual) {
        boolean wanted = false;
        boolean anyWanted = false;
        for (String name : names) {
            if (name.startsWith("!")) {
                if (actual.contains(name.substring(1))) {
                    return false;
                }
            } else {
                anyWanted = true;
                wanted |= actual.contains(name);
            }
        }
        return wanted || !anyWanted;
    }
}
