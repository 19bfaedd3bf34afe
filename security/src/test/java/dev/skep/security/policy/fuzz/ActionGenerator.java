package dev.skep.security.policy.fuzz;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Actions of selectors, in YAML. */
final class ActionGenerator {
    private static final List<String> SIGNALS = List.of("1", "9", "10", "15", "34", "64");

    private final RandomGenerator random;
    private final Optional<Path> prey;

    /**
     * A generator.
     *
     * @param prey folder with the binaries of processes that may be killed
     */
    ActionGenerator(RandomGenerator random, Optional<Path> prey) {
        this.random = random;
        this.prey = prey;
    }

    private boolean once(int times) {
        return random.nextInt(times) == 0;
    }

    /** What can be done at a hook besides telling. */
    enum Doable {
        /** Nothing. */
        NOTHING,
        /** Nothing, but the same can be told once instead of always. */
        LIMITS,
        /** A signal can be sent. */
        SIGNALS,
        /** That, and it can be denied. */
        DENIAL
    }

    /**
     * What a selector does.
     *
     * @param actions each of them
     * @param atReturn each of them that is done at the return
     * @param condition of binaries that has to hold for them
     */
    record Doing(List<String> actions, List<String> atReturn, Optional<String> condition) {
        /** Whether it does more than to tell. */
        boolean acts() {
            return condition.isPresent();
        }
    }

    /**
     * What a selector does.
     *
     * @param doable what can be done at the hook
     * @param needed whether it has to say something
     * @param returns whether the hook sees the return, too
     */
    Doing next(Doable doable, boolean needed, boolean returns) {
        if (doable == Doable.LIMITS && !once(4)) {
            boolean late = returns && once(2);
            return new Doing(
                    late && !needed ? List.of() : List.of(late ? "action: Post" : limited()),
                    late ? List.of(limited()) : List.of(),
                    Optional.empty());
        }
        if (doable.compareTo(Doable.SIGNALS) >= 0 && prey.isPresent() && once(2)) {
            String condition = "operator: Prefix\nvalues: [ \"" + prey.orElseThrow() + "/\" ]";
            boolean late = returns && once(2);
            return new Doing(
                    late && once(2) ? List.of() : enforcing(doable),
                    late ? enforcing(Doable.SIGNALS) : List.of(),
                    Optional.of(condition));
        }
        boolean says = needed || once(4);
        return new Doing(
                says ? List.of(telling()) : List.of(),
                returns && once(4) ? List.of(telling()) : List.of(),
                Optional.empty());
    }

    private String telling() {
        return "action: " + (once(3) ? "Post" : "NoPost");
    }

    private List<String> enforcing(Doable doable) {
        List<String> actions = Stream.generate(() -> one(doable))
                .limit(1 + random.nextInt(3) / 2)
                .collect(Collectors.toList());
        if (once(6)) {
            actions.add("action: NoPost");
        }
        return actions;
    }

    /** No test is as long as any of these. */
    private String limited() {
        String scope =
                pick(List.of("", "\nrateLimitScope: thread", "\nrateLimitScope: process", "\nrateLimitScope: global"));
        return "action: Post\nrateLimit: " + pick(List.of("1h", "90m", "7200", "7200s")) + scope;
    }

    private <T> T pick(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    private String one(Doable doable) {
        return switch (random.nextInt(doable == Doable.DENIAL ? 3 : 2)) {
            case 0 -> "action: Sigkill";
            case 1 -> "action: Signal\nargSig: " + SIGNALS.get(random.nextInt(SIGNALS.size()));
            default -> "action: Override\nargError: " + error();
        };
    }

    private long error() {
        return List.copyOf(Connection.DENIALS).get(random.nextInt(Connection.DENIALS.size()));
    }
}
