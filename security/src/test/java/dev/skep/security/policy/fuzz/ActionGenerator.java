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

    /**
     * What a selector does.
     *
     * @param actions each of them
     * @param condition of binaries that has to hold for them
     */
    record Doing(List<String> actions, Optional<String> condition) {
        /** Whether it does more than to tell. */
        boolean acts() {
            return condition.isPresent();
        }
    }

    /**
     * What a selector does.
     *
     * @param deniable whether the hook can deny
     * @param needed whether it has to say something
     */
    Doing next(boolean deniable, boolean needed) {
        if (prey.isPresent() && once(2)) {
            List<String> actions = Stream.generate(() -> enforcing(deniable))
                    .limit(1 + random.nextInt(3) / 2)
                    .collect(Collectors.toList());
            if (once(6)) {
                actions.add("action: NoPost");
            }
            return new Doing(actions, Optional.of("operator: Prefix\nvalues: [ \"" + prey.orElseThrow() + "/\" ]"));
        }
        boolean says = needed || once(4);
        return new Doing(says ? List.of("action: " + (once(3) ? "Post" : "NoPost")) : List.of(), Optional.empty());
    }

    private String enforcing(boolean deniable) {
        return switch (random.nextInt(deniable ? 3 : 2)) {
            case 0 -> "action: Sigkill";
            case 1 -> "action: Signal\nargSig: " + SIGNALS.get(random.nextInt(SIGNALS.size()));
            default -> "action: Override\nargError: " + error();
        };
    }

    private long error() {
        return List.copyOf(Connection.DENIALS).get(random.nextInt(Connection.DENIALS.size()));
    }
}
