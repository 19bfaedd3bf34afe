package dev.skep.drop.program;

import dev.skep.drop.match.All;
import dev.skep.drop.match.Always;
import dev.skep.drop.match.Any;
import dev.skep.drop.match.Match;
import java.util.ArrayList;
import java.util.List;

/**
 * What all parts of a choice begin with, tested once before it: {@code tcp port 80 or tcp port 81} asks for TCP once. The result is the
 * same for every packet, cut ones included, because the tests are made in the same order.
 */
final class CommonTests {
    private CommonTests() {}

    /** The tests that all parts begin with, and behind them the choice between what is left; the choice alone if they have none. */
    static List<Match> factored(Any choice) {
        List<List<Match>> parts =
                choices(choice).stream().map(CommonTests::sequence).toList();
        List<Match> first = parts.getFirst();
        int common = 0;
        while (common < first.size() && sharedAt(parts, common)) {
            common++;
        }
        if (common == 0) {
            return List.of(choice);
        }
        List<Match> rests = new ArrayList<>();
        for (List<Match> part : parts) {
            rests.add(one(part.subList(common, part.size())));
        }
        List<Match> all = new ArrayList<>(first.subList(0, common));
        if (common < first.size()) {
            all.add(new Any(rests));
        }
        // Otherwise what is common is all that the first part asks, and the others are not asked.
        return all;
    }

    private static boolean sharedAt(List<List<Match>> parts, int index) {
        Match test = parts.getFirst().get(index);
        return parts.stream()
                .allMatch(part -> index < part.size() && part.get(index).equals(test));
    }

    private static Match one(List<Match> tests) {
        if (tests.isEmpty()) {
            return new Always(true);
        }
        return tests.size() == 1 ? tests.getFirst() : new All(tests);
    }

    private static List<Match> choices(Match match) {
        return match instanceof Any(List<Match> parts)
                ? parts.stream().flatMap(part -> choices(part).stream()).toList()
                : List.of(match);
    }

    private static List<Match> sequence(Match match) {
        return match instanceof All(List<Match> parts)
                ? parts.stream().flatMap(part -> sequence(part).stream()).toList()
                : List.of(match);
    }
}
