package dev.skep.drop.filter;

import dev.skep.drop.match.All;
import dev.skep.drop.match.Any;
import dev.skep.drop.match.Match;
import java.util.ArrayList;
import java.util.List;

/** Tests joined from left to right. As many as one likes with the same word between them are one list, and no tree as deep. */
final class Chain {
    private final List<Match> parts = new ArrayList<>();
    private boolean all;

    Chain(Match first) {
        parts.add(first);
    }

    void and(Match next) {
        join(true, next);
    }

    void or(Match next) {
        join(false, next);
    }

    private void join(boolean and, Match next) {
        if (parts.size() > 1 && all != and) {
            Match before = match();
            parts.clear();
            parts.add(before);
        }
        all = and;
        parts.add(next);
    }

    Match match() {
        if (parts.size() == 1) {
            return parts.getFirst();
        }
        return all ? new All(parts) : new Any(parts);
    }
}
