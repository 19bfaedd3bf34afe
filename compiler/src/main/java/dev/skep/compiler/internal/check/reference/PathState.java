package dev.skep.compiler.internal.check.reference;

import dev.skep.compiler.internal.ir.Value;
import java.util.HashSet;
import java.util.Set;

/**
 * A reference on one path.
 *
 * @param fate what has become of it
 * @param views other addresses of the same object, which are outdated with it
 * @param facts what the path has learnt
 */
record PathState(Fate fate, Set<Value> views, Facts facts) {
    PathState with(Fate other) {
        return new PathState(other, views, facts);
    }

    PathState with(Facts other) {
        return new PathState(fate, views, other);
    }

    PathState viewed(Value view) {
        Set<Value> more = new HashSet<>(views);
        more.add(view);
        return new PathState(fate, Set.copyOf(more), facts);
    }
}
