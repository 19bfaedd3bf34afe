package dev.skep.compiler.fuzz;

import dev.skep.compiler.fuzz.tree.Body;
import dev.skep.compiler.fuzz.tree.RandomMethod;
import dev.skep.compiler.fuzz.tree.SmallerTrees;
import java.util.ArrayList;
import java.util.List;

/** Makes a failing method smaller as long as it fails in the same way: each step takes the first smaller method that does. */
final class Shrinker {
    private static final int MOST_TRIALS = 3_000;

    private final Trial trial;
    private final Verdict.Kind kind;
    private int trials;

    Shrinker(Trial trial, Verdict.Kind kind) {
        this.trial = trial;
        this.kind = kind;
    }

    RandomMethod shrink(RandomMethod method) {
        RandomMethod smallest = method;
        boolean smaller = true;
        while (smaller && trials < MOST_TRIALS) {
            smaller = false;
            for (RandomMethod candidate : candidates(smallest)) {
                if (trials++ >= MOST_TRIALS) break;
                if (!fails(candidate)) continue;
                smallest = candidate;
                smaller = true;
                break;
            }
        }
        return smallest;
    }

    private boolean fails(RandomMethod candidate) {
        try {
            return trial.of(candidate) instanceof Verdict.Bug bug && bug.kind() == kind;
        } catch (RuntimeException | VerifyError notAMethod) {
            // a variable without its block, a break without its loop
            return false;
        }
    }

    private static List<RandomMethod> candidates(RandomMethod method) {
        List<RandomMethod> candidates = new ArrayList<>();
        for (Body body : SmallerTrees.of(method.body())) candidates.add(method.with(body));
        for (int i = 0; i < method.others().size(); i++) {
            for (Body other : SmallerTrees.of(method.others().get(i))) candidates.add(method.with(i, other));
        }
        return candidates;
    }
}
