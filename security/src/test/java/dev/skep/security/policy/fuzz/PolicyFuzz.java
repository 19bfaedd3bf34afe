package dev.skep.security.policy.fuzz;

import dev.skep.security.policy.model.PolicyMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.IntConsumer;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Generated policies, and processes that do generated system calls, connect sockets, send datagrams, open and read files and ask for
 * capabilities: what the kernel tells and does has to be what an oracle says. {@code PolicyFuzz ROUNDS SEED}: each round has some policies and some hundred calls. Ends with 1 at the first case about which
 * they disagree, and prints the smallest that it finds.
 */
public final class PolicyFuzz {
    private static final int DEEDS = 20;
    private static final int CONNECTIONS = 5;
    private static final int OF_FUNCTIONS = 8;
    private static final int DATAGRAMS = 4;
    private static final int REPETITIONS = 6;
    private static final int MOST_POLICIES = 6;

    private final Stage stage;
    private final RandomGenerator random;
    private final Path folder;
    private int later;

    private PolicyFuzz(Stage stage, Path folder, long seed) {
        this.stage = stage;
        this.folder = folder;
        random = new SplittableRandom(seed);
    }

    /** The first disagreement within so many rounds. */
    static Optional<String> run(int rounds, long seed, Counted counted, IntConsumer progress) throws IOException {
        Path folder = Files.createTempDirectory(Harmless.FOLDER).toRealPath();
        try (Stage stage = new Stage(folder, counted)) {
            PolicyFuzz fuzz = new PolicyFuzz(stage, folder, seed);
            for (int round = 1; round <= rounds; round++) {
                Optional<String> disagreement = fuzz.round();
                if (disagreement.isPresent()) {
                    return disagreement;
                }
                progress.accept(round);
            }
            return Optional.empty();
        } finally {
            remove(folder);
        }
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(path);
            }
        }
    }

    private boolean once(int times) {
        return random.nextInt(times) == 0;
    }

    private Optional<String> round() throws IOException {
        stage.mix(new Workloads(random));
        boolean apart = once(3);
        Actor child = stage.troupe().changed(random, apart);
        try {
            List<Part> parts = parts(apart);
            Optional<Disagreement> found = stage.play(parts);
            found.ifPresent(first -> System.err.println("found, and is made smaller: " + first.text()));
            if (found.isEmpty()) {
                return Optional.empty();
            }
            Optional<String> report = Shrinking.report(stage::play, parts, found.get());
            if (report.isEmpty()) {
                System.err.println("it does not come again, and pages were moved meanwhile");
            }
            return report;
        } finally {
            child.becomeParent();
        }
    }

    /** What all actors do; policies come and go meanwhile, or not. */
    private List<Part> parts(boolean apart) {
        DeedGenerator acts = new DeedGenerator(random, stage.troupe().files());
        List<Actor> actors = stage.troupe().actors();
        PolicyGenerator generator = new PolicyGenerator(
                random,
                acts.values(),
                acts.addresses(),
                stage.troupe().files(),
                actors.stream().map(Actor::facts).toList(),
                apart ? Optional.of(folder) : Optional.empty());
        List<Given> policies = new ArrayList<>();
        int count = 1 + random.nextInt(MOST_POLICIES);
        for (int i = 0; i < count; i++) {
            policies.add(given("policy-" + i, generator));
        }
        // Limits begin anew where a policy changes.
        boolean changing = once(4) && policies.stream().noneMatch(Given::limits);
        List<Part> parts = new ArrayList<>();
        for (Actor actor : actors) {
            List<Act> own = new ArrayList<>();
            Stream.<Act>generate(() -> acts.next(actor.facts())).limit(DEEDS).forEach(own::add);
            Stream.<Act>generate(() -> acts.connection(actor.facts()))
                    .limit(stage.isInNetwork(actor) ? CONNECTIONS : 0)
                    .forEach(own::add);
            Stream.<Act>generate(() -> acts.ofFunction(actor.facts()))
                    .limit(OF_FUNCTIONS)
                    .forEach(own::add);
            Stream.<Act>generate(() -> acts.datagram(actor.facts()))
                    .limit(stage.isInNetwork(actor) ? DATAGRAMS : 0)
                    .forEach(own::add);
            Stream.<Act>generate(() -> acts.repetition(actor.facts()))
                    .limit(REPETITIONS)
                    .forEach(own::add);
            parts.add(new Part(policies, actor, apart, own));
            if (changing) {
                change(policies, generator);
            }
        }
        return parts;
    }

    private Given given(String name, PolicyGenerator generator) {
        return new Given(name, generator.next(), once(8) ? PolicyMode.MONITOR : PolicyMode.ENFORCE, !once(8));
    }

    private Given unlimited(String name, PolicyGenerator generator) {
        Given given = given(name, generator);
        while (given.limits()) {
            given = given(name, generator);
        }
        return given;
    }

    /** Another policy, one less, or one that is otherwise in force. */
    private void change(List<Given> policies, PolicyGenerator generator) {
        int place = random.nextInt(policies.size());
        Given old = policies.get(place);
        switch (random.nextInt(4)) {
            case 0 -> policies.add(unlimited("policy-later-" + later++, generator));
            case 1 -> policies.set(place, unlimited(old.name(), generator));
            case 2 -> policies.set(place, new Given(old.name(), old.spec(), old.mode(), !old.enabled()));
            default -> {
                if (policies.size() > 1) {
                    policies.remove(place);
                }
            }
        }
    }

    /** See the class. */
    public static void main(String[] arguments) throws IOException {
        int rounds = Integer.parseInt(arguments[0]);
        long seed = Long.parseLong(arguments[1]);
        System.out.println(rounds + " rounds, seed " + seed);
        Counted counted = new Counted();
        Optional<String> disagreement = run(rounds, seed, counted, round -> {
            if (round % 10 == 0) {
                System.out.println(round + " rounds: " + counted);
            }
        });
        disagreement.ifPresentOrElse(
                found -> System.out.println("seed " + seed + ", " + counted + ": " + found),
                () -> System.out.println("no disagreement"));
        System.exit(disagreement.isPresent() ? 1 : 0);
    }
}
