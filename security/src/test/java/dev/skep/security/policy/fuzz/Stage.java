package dev.skep.security.policy.fuzz;

import dev.skep.security.policy.ActivePolicy;
import dev.skep.security.policy.PolicyWatch;
import dev.skep.security.policy.event.PolicyEvent;
import dev.skep.security.policy.model.NamespaceKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Processes that act while policies are in force: says whether the kernel does with them what an oracle says. */
final class Stage implements AutoCloseable {
    /** No act has this number. */
    static final int LAST_NUMBER = 0xff_ffff;

    private static final Pattern LONG = Pattern.compile("([^\\[\\],=\n]{120})[^\\[\\],=\n]+");

    private final PolicyWatch watch = new PolicyWatch();
    private final Troupe troupe;
    private final Oracle oracle;
    private final long network;
    private final Counted counted;
    private List<Given> inForce = List.of();
    private int sequence = 1;

    Stage(Path folder, Counted counted) throws IOException {
        this.counted = counted;
        Map<NamespaceKind, Long> first = Standing.namespaces(1);
        // Where the first process is hidden: the parent of the kernel's threads.
        Map<NamespaceKind, Long> host = first.isEmpty() ? Standing.namespaces(2) : first;
        oracle = new Oracle(host);
        network = Objects.requireNonNull(host.get(NamespaceKind.NET));
        troupe = new Troupe(folder);
        watch.apply(List.of(last()));
    }

    /** Who acts. */
    Troupe troupe() {
        return troupe;
    }

    /** Lets actors be of other workloads. */
    void mix(Workloads workloads) throws IOException {
        troupe.mix(watch.policies(), workloads);
    }

    /** Whether an actor is where addresses of this host are. */
    boolean isInNetwork(Actor actor) {
        return Objects.equals(actor.facts().now().namespaces().get(NamespaceKind.NET), network);
    }

    private record Judged(List<ActivePolicy> policies, Act act, int part, int number) {}

    /** Lets acts be done, one part after the other; says the first about which there is a disagreement. */
    Optional<Disagreement> play(List<Part> parts) throws IOException {
        forgetLimits(parts.getFirst().policies());
        long moved = MovedPages.count();
        int first = sequence;
        List<Judged> done = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            try {
                putInForce(part.policies());
            } catch (RuntimeException refused) {
                return Optional.of(refusal(refused, i));
            }
            List<ActivePolicy> policies =
                    part.policies().stream().map(Given::active).toList();
            List<Act> acts = part.acts().stream()
                    .map(act -> act.again(sequence++, part.actor().facts()))
                    .toList();
            for (Act act : part.actor().act(acts, part.apart())) {
                done.add(new Judged(
                        policies, act, i, act.sequence() - acts.getFirst().sequence()));
            }
        }
        Optional<Disagreement> found = disagreement(done, told(first));
        boolean anyMoved = MovedPages.count() > moved;
        return found.map(disagreement -> disagreement.moved(anyMoved));
    }

    /** What was told before does not count. */
    private void forgetLimits(List<Given> policies) {
        if (policies.stream().anyMatch(Given::limits)) {
            watch.apply(List.of(last()));
            inForce = List.of();
        }
    }

    private void putInForce(List<Given> policies) {
        if (!policies.equals(inForce)) {
            List<ActivePolicy> all =
                    new ArrayList<>(policies.stream().map(Given::active).toList());
            if (!all.stream().allMatch(policy -> Harmless.is(policy.policy()))) {
                throw new AssertionError("a danger to others: " + policies);
            }
            all.add(last());
            watch.apply(all);
            inForce = policies;
            counted.policies(policies.size());
        }
    }

    /** Names and numbers of what is refused are not those of the fault. */
    private static Disagreement refusal(RuntimeException refused, int part) {
        String message = String.valueOf(refused.getMessage());
        return new Disagreement(
                refused.getClass() + message.replaceAll("[0-9]+|\"[^\"]*\"|^.*?: ", ""),
                "refused: " + message,
                part,
                0,
                false);
    }

    /** Ends a case; its second selector never matters, but lets what processes begin with be noted all the time, before they change. */
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

    /** All that actors were told of, by the numbers of acts. */
    private Map<Integer, List<Told>> told(int first) throws IOException {
        Actor one = troupe.actors().getFirst();
        one.act(
                List.of(new Deed(
                        Call.RENAMEAT2,
                        LAST_NUMBER,
                        List.of(0L, "", 0L, "", (long) (Call.FLAG | LAST_NUMBER)),
                        0,
                        one.facts(),
                        Outcome.NONE)),
                true);
        watch.await(event -> event.policy().name().equals("last"));
        Set<Integer> actors =
                troupe.actors().stream().map(actor -> actor.facts().pid()).collect(Collectors.toSet());
        Map<Integer, List<Told>> told = new HashMap<>();
        for (PolicyEvent event : watch.events()) {
            boolean ofActor = Told.actor(event, actors).isPresent();
            if (ofActor && !event.policy().name().equals("last") && Told.sequence(event) >= first) {
                told.computeIfAbsent(Told.sequence(event), number -> new ArrayList<>())
                        .add(Told.of(event, actors));
            }
        }
        counted.events(watch.events().size());
        watch.events().clear();
        return told;
    }

    private Optional<Disagreement> disagreement(List<Judged> done, Map<Integer, List<Told>> told) {
        counted.acts(done.size());
        Limits limits = new Limits();
        for (Judged judged : done) {
            Act act = judged.act();
            List<Told> found = new ArrayList<>(told.getOrDefault(act.sequence(), List.of()));
            List<Told> wanted = limits.wanted(oracle.told(judged.policies(), act), found);
            if (act.outcome().killed() && act.outcome().known().isEmpty()) {
                found.removeIf(event -> event.result().isPresent());
            }
            List<Told> unwanted = new ArrayList<>(found);
            wanted.forEach(unwanted::remove);
            found.forEach(wanted::remove);
            Optional<String> wrong = oracle.wrong(judged.policies(), act);
            if (wrong.isPresent() || !wanted.isEmpty() || !unwanted.isEmpty()) {
                String events = (wanted.isEmpty() ? "" : "missing ") + (unwanted.isEmpty() ? "" : "too many");
                String kind = wrong.orElse(events);
                String text = kind + "\nmissing " + wanted + "\ntoo many " + unwanted + "\nof " + act;
                return Optional.of(new Disagreement(
                        kind, LONG.matcher(text).replaceAll("$1..."), judged.part(), judged.number(), false));
            }
        }
        return Optional.empty();
    }

    @Override
    public void close() {
        troupe.close();
        watch.close();
    }
}
