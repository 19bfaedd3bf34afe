package dev.skep.compiler.internal.check.reference;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A calculation, equal to every other that does the same with the same operands.
 *
 * @param operation what is done
 * @param parts values, constants and other terms
 * @param depth how many operations lie below one another
 */
record Term(String operation, List<Object> parts, int depth) {
    /** What is read from memory: nothing is known of it but that it is the same when it is read again. */
    static final String LOAD = "load";

    /** A number of which it cannot be told where it comes from. */
    static final Object UNKNOWN = new Object() {
        @Override
        public String toString() {
            return "unknown";
        }
    };

    private static final int DEEPEST = 6;

    static Object of(String operation, Object... parts) {
        int depth = 1;
        for (Object part : parts) {
            if (UNKNOWN.equals(part)) return UNKNOWN;
            if (part instanceof Term term) depth = Math.max(depth, term.depth + 1);
        }
        return depth > DEEPEST ? UNKNOWN : new Term(operation, List.of(parts), depth);
    }

    /** Whether the value may be anything, as far as can be told. */
    static boolean isOpaque(Object key) {
        return !UNKNOWN.equals(key) && (!(key instanceof Term term) || term.operation.equals(LOAD));
    }

    /** The values that nothing is known of and that {@code key} is calculated from. */
    static Set<Object> roots(Object key) {
        Set<Object> roots = new HashSet<>();
        collect(key, roots);
        return roots;
    }

    private static void collect(Object key, Set<Object> roots) {
        if (key instanceof Long || key instanceof String) return;
        if (isOpaque(key) || !(key instanceof Term term)) roots.add(key);
        else for (Object part : term.parts) collect(part, roots);
    }

    /** Whether {@code key} is {@code value} or comes from it, also through memory. */
    static boolean mentions(Object key, Object value) {
        if (key.equals(value)) return true;
        if (key instanceof Term term) {
            for (Object part : term.parts) if (mentions(part, value)) return true;
        }
        return false;
    }
}
