package dev.skep.security.policy.fuzz;

import dev.skep.security.policy.ActivePolicy;
import dev.skep.security.policy.PolicyWatch;
import dev.skep.security.policy.event.PolicyEvent;
import dev.skep.security.policy.model.NamespaceKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.IntConsumer;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Generated policies, and processes that do generated system calls and connect sockets: what the kernel tells has to be what an oracle says. {@code PolicyFuzz
 * ROUNDS SEED}: each round has some policies and some hundred calls. Ends with 1 at the first call about which they disagree.
 */
public final class PolicyFuzz implements AutoCloseable {
    private static final int DEEDS = 20;
    private static final int CONNECTIONS = 5;

    /** No act of a round has this number. */
    private static final int LAST_NUMBER = 0xff_ffff;

    private static final int MOST_POLICIES = 6;

    /** CLONE_NEW flags of include/uapi/linux/sched.h. */
    private static final int[] NEW = {
        0x80, 0x2_0000, 0x200_0000, 0x400_0000, 0x800_0000, 0x1000_0000, 0x2000_0000, 0x4000_0000
    };

    private static final Pattern LONG = Pattern.compile("([^\\[\\],=\n]{120})[^\\[\\],=\n]+");
    private final PolicyWatch watch = new PolicyWatch();
    private final List<Path> binaries = new ArrayList<>();
    private final List<Actor> actors = new ArrayList<>();
    private final Oracle oracle;
    private final RandomGenerator random;
    private final Long network;
    private final Counted counted;
    private int sequence = 1;

    private PolicyFuzz(Path folder, long seed, Counted counted) throws IOException {
        random = new SplittableRandom(seed);
        this.counted = counted;
        Map<NamespaceKind, Long> first = Standing.namespaces(1);
        // Where the first process is hidden: the parent of the kernel's threads.
        Map<NamespaceKind, Long> host = first.isEmpty() ? Standing.namespaces(2) : first;
        oracle = new Oracle(host);
        network = Objects.requireNonNull(host.get(NamespaceKind.NET));
        Path python = Path.of("/usr/bin/python3").toRealPath();
        for (String name : List.of("bin/actor", "bin/actor2", "lib/actor")) {
            Files.createDirectories(folder.resolve(name).getParent());
            Path binary = Files.copy(python, folder.resolve(name));
            Files.setPosixFilePermissions(binary, PosixFilePermissions.fromString("rwxr-xr-x"));
            binaries.add(binary);
        }
        actors.add(new Actor(List.of(), binaries.subList(0, 1)));
        actors.add(new Actor(List.of(), binaries.subList(0, 2)));
        actors.add(new Actor(List.of("unshare", "--uts", "--ipc"), binaries.subList(2, 3)));
        actors.add(
                new Actor(List.of("unshare", "--pid", "--user", "--map-root-user", "--fork"), binaries.subList(1, 2)));
        actors.add(new Actor(
                List.of("setpriv", "--bounding-set", "-net_raw,-sys_admin", "--inh-caps", "-all,+chown"),
                binaries.subList(1, 2)));
        for (String name : List.of("file", "a.so", "etc-a", "deep/er/file")) {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.createFile(file);
            for (Actor actor : actors) {
                actor.open(file);
            }
        }
    }

    /** What was compared. */
    static final class Counted {
        private int policies;
        private int deeds;
        private int events;

        private void add(int morePolicies, int moreDeeds, int moreEvents) {
            policies += morePolicies;
            deeds += moreDeeds;
            events += moreEvents;
        }

        @Override
        public String toString() {
            return policies + " policies, " + deeds + " acts, " + events + " events";
        }
    }

    /** The first disagreement within so many rounds. */
    static Optional<String> run(int rounds, long seed, Counted counted, IntConsumer progress) throws IOException {
        Path folder = Files.createTempDirectory("skep-policies-").toRealPath();
        try (PolicyFuzz fuzz = new PolicyFuzz(folder, seed, counted)) {
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

    private Optional<String> round() throws IOException {
        DeedGenerator deedsOf = new DeedGenerator(random);
        Map<String, String> texts = new LinkedHashMap<>();
        PolicyGenerator generator = new PolicyGenerator(
                random,
                deedsOf.values(),
                deedsOf.addresses(),
                actors.stream().map(Actor::facts).toList());
        List<ActivePolicy> policies = new ArrayList<>();
        int count = 1 + random.nextInt(MOST_POLICIES);
        for (int i = 0; i < count; i++) {
            String name = "policy-" + i;
            texts.put(name, generator.next());
            ActivePolicy policy = PolicyWatch.policy(name, texts.get(name));
            policies.add(random.nextInt(8) == 0 ? new ActivePolicy(policy.policy(), policy.mode(), false) : policy);
        }
        int first = sequence;
        List<Act> deeds = new ArrayList<>();
        List<PolicyEvent> events;
        try {
            events = events(policies, deedsOf, deeds);
        } catch (RuntimeException refused) {
            throw new IllegalStateException("policies " + texts, refused);
        }
        counted.add(count, deeds.size(), events.size());
        return disagreement(policies, texts, deeds, events, first);
    }

    private List<PolicyEvent> events(List<ActivePolicy> policies, DeedGenerator deedsOf, List<Act> deeds)
            throws IOException {
        List<ActivePolicy> all = new ArrayList<>(policies);
        all.add(last());
        watch.apply(all);
        Actor child = actors.get(random.nextInt(actors.size()));
        child.becomeChild(
                random.nextBoolean() ? Optional.empty() : Optional.of(binaries.get(random.nextInt(binaries.size()))));
        change(child);
        for (Actor actor : actors) {
            List<Deed> own = Stream.generate(() -> deedsOf.next(sequence++, actor.facts()))
                    .limit(DEEDS)
                    .toList();
            deeds.addAll(actor.act(own));
            boolean inNetwork =
                    actor.facts().now().namespaces().get(NamespaceKind.NET).equals(network);
            List<Connection> more = Stream.generate(() -> deedsOf.connection(sequence++, actor.facts()))
                    .limit(inNetwork ? CONNECTIONS : 0)
                    .toList();
            deeds.addAll(inNetwork ? actor.connect(more) : List.of());
        }
        child.becomeParent();
        Actor one = actors.getFirst();
        one.act(List.of(new Deed(
                Call.RENAMEAT2,
                LAST_NUMBER,
                List.of(0L, "", 0L, "", (long) (Call.FLAG | LAST_NUMBER)),
                0,
                one.facts(),
                Optional.empty())));
        watch.await(event -> event.policy().name().equals("last"));
        List<PolicyEvent> told = List.copyOf(watch.events());
        watch.events().clear();
        return told;
    }

    /** Ends a round; its second selector never matters, but lets what processes begin with be noted all the time. */
    private static ActivePolicy last() {
        return PolicyWatch.policy("last", """
                kprobes:
                - call: sys_renameat2
                  syscall: true
                  message: last
                  args:
                  - index: 4
                    type: uint32
                  selectors:
                  - matchArgs:
                    - index: 4
                      operator: Equal
                      values: [ "%d" ]
                  - matchNamespaceChanges:
                    - operator: In
                      values: [ Mnt ]
                    matchActions:
                    - action: NoPost
                """.formatted(Call.FLAG | LAST_NUMBER));
    }

    /** Lets it give up rights, or go into other namespaces, or both, or neither. */
    private void change(Actor child) throws IOException {
        if (random.nextInt(3) == 0) {
            int one = NEW[random.nextInt(NEW.length)];
            child.unshare(one | NEW[random.nextInt(NEW.length)]);
        }
        if (random.nextInt(3) == 0) {
            long effective = random.nextLong();
            child.keepRights(effective, effective | random.nextLong(), random.nextLong());
        }
    }

    private Optional<String> disagreement(
            List<ActivePolicy> policies,
            Map<String, String> texts,
            List<Act> deeds,
            List<PolicyEvent> events,
            int first) {
        Map<Integer, List<Told>> told = new LinkedHashMap<>();
        for (PolicyEvent event : events) {
            boolean ofActor = deeds.stream()
                    .anyMatch(deed -> deed.facts().pid() == event.process().pid());
            if (ofActor && !event.policy().name().equals("last") && Told.sequence(event) >= first) {
                told.computeIfAbsent(Told.sequence(event), number -> new ArrayList<>())
                        .add(Told.of(event));
            }
        }
        for (Act deed : deeds) {
            List<Told> wanted = new ArrayList<>(oracle.told(policies, deed));
            List<Told> found = new ArrayList<>(told.getOrDefault(deed.sequence(), List.of()));
            List<Told> unwanted = new ArrayList<>(found);
            wanted.forEach(unwanted::remove);
            found.forEach(wanted::remove);
            if (!wanted.isEmpty() || !unwanted.isEmpty()) {
                String name = (wanted.isEmpty() ? unwanted : wanted).getFirst().policy();
                return report("missing " + wanted + "\ntoo many " + unwanted + "\nof " + deed + "\npolicy " + name
                        + " of " + texts.keySet() + ":\n" + texts.get(name));
            }
        }
        return Optional.empty();
    }

    private static Optional<String> report(String text) {
        return Optional.of(LONG.matcher(text).replaceAll("$1..."));
    }

    @Override
    public void close() {
        actors.forEach(Actor::close);
        watch.close();
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
                found -> System.out.println("seed " + seed + ": " + found),
                () -> System.out.println("no disagreement"));
        System.exit(disagreement.isPresent() ? 1 : 0);
    }
}
