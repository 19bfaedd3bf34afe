package dev.skep.security.policy.plan;

import dev.skep.compiler.table.PrefixSet;
import dev.skep.security.policy.hook.Condition;
import dev.skep.security.policy.hook.KernelHook;
import dev.skep.security.policy.hook.Serving;
import dev.skep.security.policy.model.RateLimit;
import dev.skep.security.policy.program.AddressReader;
import dev.skep.security.policy.program.AddressStep;
import dev.skep.security.policy.program.ArgumentCode;
import dev.skep.security.policy.program.FixedPart;
import dev.skep.security.policy.program.HookCode;
import dev.skep.security.policy.program.Likeness;
import dev.skep.security.policy.program.Limiting;
import dev.skep.security.policy.program.Precedence;
import dev.skep.security.policy.program.ReturnCode;
import dev.skep.security.policy.program.ReturnDispatch;
import dev.skep.security.policy.program.RuleSet;
import dev.skep.security.policy.program.Shared;
import dev.skep.security.policy.program.SocketOwners;
import dev.skep.security.policy.program.StackArgument;
import dev.skep.security.policy.program.Step;
import dev.skep.security.policy.program.StructReader;
import dev.skep.security.policy.program.Tally;
import dev.skep.security.policy.program.TextStep;
import dev.skep.security.policy.program.TextTest;
import dev.skep.security.policy.program.Waiting;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The rules of one hook of the kernel, put together: equal tests become one, and what is tested comes in the order of its cost. */
public final class HookPlan {
    private final KernelHook hook;
    private final List<RulePlan> rules;
    private final boolean enforces;
    private final Map<ArgumentCode, Integer> slots = new LinkedHashMap<>();

    /** What is read in the same way, but when the function has returned, is something else. */
    private final Map<ArgumentCode, Integer> resultSlots = new LinkedHashMap<>();

    private final int waitingAt;
    private final int hashAt;
    private int fixedBytes;

    /**
     * Of these rules.
     *
     * @param enforces whether what rules at other hooks want of the system call is done here
     */
    HookPlan(KernelHook hook, List<RulePlan> rules, boolean enforces) {
        this.hook = hook;
        this.enforces = enforces;
        this.rules = List.copyOf(rules);
        for (RulePlan rule : rules) {
            rule.texts().forEach(condition -> slot(slots, condition.argument()));
            sent(rule).forEach(code -> slot(slots, code));
            Map<ArgumentCode, Integer> ofResult = slotsOfResult(rule);
            rule.result().flatMap(result -> result.argument().code()).ifPresent(code -> slot(ofResult, code));
        }
        waitingAt = fixedBytes;
        if (rules.stream().anyMatch(RulePlan::waits)) {
            fixedBytes += Waiting.noted(rules.size(), hashes());
        }
        hashAt = hashes() ? fixedBytes : -1;
        if (hashes()) {
            fixedBytes += Waiting.HASH_SLOT;
        }
    }

    private void slot(Map<ArgumentCode, Integer> all, ArgumentCode argument) {
        if (all.putIfAbsent(argument, fixedBytes) == null) {
            fixedBytes += argument.slot();
        }
    }

    private Map<ArgumentCode, Integer> slotsOfResult(RulePlan rule) {
        return rule.waits() ? resultSlots : slots;
    }

    /** The hook. */
    public KernelHook hook() {
        return hook;
    }

    List<RulePlan> rules() {
        return rules;
    }

    /** Where the fixed part of an argument lies in records. */
    int place(ArgumentCode argument) {
        return place(slots, argument);
    }

    /** Where the fixed part of a rule's result lies in records. */
    int resultPlace(RulePlan rule, ArgumentCode result) {
        return place(slotsOfResult(rule), result);
    }

    private int place(Map<ArgumentCode, Integer> all, ArgumentCode argument) {
        Integer place = all.get(argument);
        if (place == null) {
            throw new IllegalStateException(argument + " is not sent by a rule of " + hook);
        }
        return place;
    }

    /** Whether the same program comes of it as of another. */
    public boolean isLike(HookPlan other) {
        return hook.equals(other.hook) && enforces == other.enforces && rules.equals(other.rules);
    }

    private boolean hashes() {
        return hook instanceof KernelHook.SecurityWithHash;
    }

    /** Where the hash of the file lies in records, -1 if none is asked for. */
    int hashPlace() {
        return hashAt;
    }

    /** What asks IMA for the hash of the file; empty if no policy wants to know it there. */
    public Optional<KernelHook.SecurityWithHash> hashHook() {
        return hook instanceof KernelHook.SecurityWithHash h
                ? Optional.of(h.and(KernelHook.SecurityWithHash.Part.HASH))
                : Optional.empty();
    }

    /**
     * Which hook sees the function return that this one sees begin, or the hash of its file known; empty if no rule waits for it.
     */
    public Optional<KernelHook> returnHook() {
        if (hook instanceof KernelHook.SecurityWithHash h) {
            return Optional.of(h.and(KernelHook.SecurityWithHash.Part.END));
        }
        return rules.stream()
                .filter(RulePlan::waits)
                .flatMap(rule -> rule.serving().returns().flatMap(Serving.Return::hook).stream())
                .findFirst();
    }

    /** What has to hold at that hook where the function returns. */
    public List<ReturnDispatch.Sign> returnSigns() {
        return rules.stream()
                .filter(RulePlan::waits)
                .flatMap(rule -> rule.serving().returns().stream())
                .flatMap(returns -> returns.conditions().stream())
                .distinct()
                .map(condition -> new ReturnDispatch.Sign(condition.reader(), condition.test()))
                .toList();
    }

    /**
     * What one generation of rules goes by.
     *
     * @param hook a number of the hook, {@link dev.skep.security.policy.program.Pending#BY_SEAT} if its seat in the tally has it
     * @param place of the program for returns, likewise
     * @param tally the number of each rule and what it did, by its position
     * @param owners whose sockets are; null while no rule tells
     */
    public record Generation(
            int hook, int place, Tally tally, @Nullable SocketOwners owners) {}

    /** Whether a rule remembers or forgets whose sockets are. */
    public boolean tracks() {
        return rules.stream()
                .anyMatch(rule -> !rule.actions().tracks().isEmpty()
                        || rule.result()
                                .filter(result -> !result.actions().tracks().isEmpty())
                                .isPresent());
    }

    /** The program. */
    public HookCode code(Generation generation, Shared shared) {
        return new HookCode(
                RuleSet.all(rules.size()),
                entrySteps(),
                texts(),
                fixed(),
                fixedBytes,
                precedences(),
                new ActingPlan(rules, rule -> Optional.of(rule.actionsAtEntry())).acting(),
                set(numbered(HookPlan::tellsAtOnce)),
                set(numbered(rule -> tellsAtOnce(rule) && rule.sockets().isEmpty())),
                waiting(generation),
                enforces,
                owned(),
                generation.owners(),
                limits(rule -> !rule.waits(), shared),
                generation.tally(),
                shared);
    }

    /** The first socket that each rule speaks of. */
    private List<HookCode.Owned> owned() {
        Map<StructReader, List<Integer>> users = new LinkedHashMap<>();
        for (int i = 0; i < rules.size(); i++) {
            if (!rules.get(i).sockets().isEmpty()) {
                users.computeIfAbsent(rules.get(i).sockets().getFirst(), socket -> new ArrayList<>())
                        .add(i);
            }
        }
        return users.entrySet().stream()
                .map(entry -> new HookCode.Owned(
                        entry.getKey(),
                        set(entry.getValue()),
                        set(some(entry.getValue(), HookPlan::tellsAtOnce)),
                        set(some(entry.getValue(), RulePlan::waits))))
                .toList();
    }

    private static boolean tellsAtOnce(RulePlan rule) {
        return rule.tells() && !rule.waits();
    }

    private List<Integer> some(List<Integer> numbers, Predicate<RulePlan> wanted) {
        return numbers.stream().filter(i -> wanted.test(rules.get(i))).toList();
    }

    /** The rules that wait, and of which it is so. */
    private ReturnCode.Tellers tellers(Predicate<RulePlan> wanted) {
        List<Integer> waiting = some(numbered(RulePlan::waits), wanted);
        return new ReturnCode.Tellers(set(waiting), set(some(waiting, RulePlan::tells)));
    }

    private List<Limiting> limits(Predicate<RulePlan> of, Shared shared) {
        List<Limiting> limits = new ArrayList<>();
        for (int i = 0; i < rules.size(); i++) {
            RulePlan rule = rules.get(i);
            Optional<RateLimit> limit = rule.rateLimit();
            if (limit.isPresent() && rule.tells() && of.test(rule)) {
                List<Likeness.Part> parts = sent(rule).stream()
                        .filter(code -> !(code instanceof StackArgument) && code.slot() > 0)
                        .map(code -> new Likeness.Part(
                                place(code), code instanceof ArgumentCode.Growing ? 0 : code.slot() / Long.BYTES))
                        .toList();
                Likeness likeness = new Likeness(
                        limit.get().interval().toNanos(),
                        switch (limit.get().scope()) {
                            case THREAD -> Likeness.Scope.THREAD;
                            case PROCESS -> Likeness.Scope.PROCESS;
                            case GLOBAL -> Likeness.Scope.GLOBAL;
                        },
                        parts,
                        shared.sent());
                limits.add(new Limiting(i, set(List.of(i)), likeness));
            }
        }
        return limits;
    }

    private Waiting waiting(Generation generation) {
        List<Integer> waiting = numbered(RulePlan::waits);
        return waiting.isEmpty()
                ? Waiting.none(rules.size())
                : new Waiting(set(waiting), generation.hook(), generation.place(), waitingAt, hashAt);
    }

    /**
     * The program for returns.
     *
     * @param entry what sees calls begin
     */
    public ReturnCode returnCode(Generation generation, HookCode entry, Shared shared) {
        return new ReturnCode(
                rules.size(),
                waiting(generation),
                entry.needsMemory(),
                steps(HookPlan::conditionsAtReturn),
                results(),
                rules.stream()
                        .anyMatch(rule -> rule.waits()
                                && rule.result()
                                        .filter(result -> result.actions().acts())
                                        .isPresent()),
                new ActingPlan(
                                rules,
                                rule -> rule.waits()
                                        ? rule.result().map(RulePlan.ReturnPlan::actions)
                                        : Optional.empty())
                        .acting(),
                tellers(rule -> generation.owners() == null || rule.sockets().isEmpty()),
                tellers(rule -> generation.owners() != null && !rule.sockets().isEmpty()),
                generation.owners(),
                limits(RulePlan::waits, shared),
                generation.tally(),
                shared);
    }

    private static List<Condition> conditionsAtReturn(RulePlan rule) {
        return rule.waits() ? rule.result().map(RulePlan.ReturnPlan::conditions).orElse(List.of()) : List.of();
    }

    private List<FixedPart> results() {
        List<FixedPart> parts = new ArrayList<>();
        Map<ArgumentCode, List<Integer>> users = new LinkedHashMap<>();
        for (int i = 0; i < rules.size(); i++) {
            RulePlan rule = rules.get(i);
            if (rule.waits() && rule.tells()) {
                int number = i;
                rule.result()
                        .flatMap(result -> result.argument().code())
                        .ifPresent(code -> users.computeIfAbsent(code, c -> new ArrayList<>())
                                .add(number));
            }
        }
        users.forEach((code, all) -> {
            if (code instanceof ArgumentCode.Fixed fixed && code.slot() > 0) {
                parts.add(new FixedPart(fixed, place(resultSlots, code), set(all)));
            }
        });
        return parts;
    }

    /** The conditions that are tested when the hook is reached. */
    private List<Condition> entryConditions(RulePlan rule) {
        List<Condition> all = new ArrayList<>(rule.serving().conditions());
        all.addAll(rule.numbers());
        if (!rule.waits()) {
            rule.result().ifPresent(result -> all.addAll(result.conditions()));
        }
        all.removeIf(Condition::alwaysHolds);
        return all;
    }

    private interface RuleTest {
        boolean holds(RulePlan rule);
    }

    private List<Integer> numbered(RuleTest test) {
        List<Integer> found = new ArrayList<>();
        for (int i = 0; i < rules.size(); i++) {
            if (test.holds(rules.get(i))) {
                found.add(i);
            }
        }
        return found;
    }

    private RuleSet set(List<Integer> numbers) {
        return RuleSet.of(rules.size(), numbers);
    }

    private List<Step> steps(Function<RulePlan, List<Condition>> conditionsOf) {
        return NumberSteps.of(rules.stream().map(conditionsOf).toList());
    }

    private List<Step> entrySteps() {
        List<Step> steps = new ArrayList<>(steps(this::entryConditions));
        Map<AddressReader, Map<RulePlan.AddressCondition, List<Integer>>> addresses = new LinkedHashMap<>();
        for (int i = 0; i < rules.size(); i++) {
            for (RulePlan.AddressCondition condition : rules.get(i).addresses()) {
                addresses
                        .computeIfAbsent(condition.address(), address -> new LinkedHashMap<>())
                        .computeIfAbsent(condition, c -> new ArrayList<>())
                        .add(i);
            }
        }
        addresses.forEach((address, conditions) -> steps.add(step(address, conditions)));
        steps.sort(Comparator.comparingInt(Step::cost));
        return steps;
    }

    private Step step(AddressReader address, Map<RulePlan.AddressCondition, List<Integer>> conditions) {
        List<AddressStep.Condition> tests = new ArrayList<>();
        List<Integer> users = new ArrayList<>();
        conditions.forEach((condition, rulesOf) -> {
            users.addAll(rulesOf);
            tests.add(new AddressStep.Condition(
                    PrefixSet.ofPrefixes(condition.networks()), condition.text(), condition.inside(), set(rulesOf)));
        });
        return new AddressStep(address, set(users), tests);
    }

    /** Those with conditions first, the cheapest before the others. */
    private List<TextStep> texts() {
        Map<ArgumentCode.Growing, Map<TextTest, List<Integer>>> conditions = new LinkedHashMap<>();
        Map<ArgumentCode.Growing, List<Integer>> users = new LinkedHashMap<>();
        for (int i = 0; i < rules.size(); i++) {
            for (RulePlan.TextCondition condition : rules.get(i).texts()) {
                conditions
                        .computeIfAbsent(condition.argument(), argument -> new LinkedHashMap<>())
                        .computeIfAbsent(condition.test(), test -> new ArrayList<>())
                        .add(i);
                users.computeIfAbsent(condition.argument(), argument -> new ArrayList<>())
                        .add(i);
            }
            for (ArgumentCode code : sent(rules.get(i))) {
                if (code instanceof ArgumentCode.Growing growing) {
                    users.computeIfAbsent(growing, argument -> new ArrayList<>())
                            .add(i);
                }
            }
        }
        TextTests tests = new TextTests(rules.size());
        List<TextStep> steps = new ArrayList<>();
        users.forEach((argument, all) -> steps.add(
                tests.step(argument, place(argument), set(all), conditions.getOrDefault(argument, Map.of()))));
        steps.sort(Comparator.comparing((TextStep step) -> !step.tests())
                .thenComparingInt(step -> step.argument().cost()));
        return steps;
    }

    private List<ArgumentCode> sent(RulePlan rule) {
        if (!rule.tells()) {
            return List.of();
        }
        List<ArgumentCode> codes = new ArrayList<>();
        rule.arguments().forEach(argument -> argument.code().ifPresent(codes::add));
        rule.data().forEach(argument -> argument.code().ifPresent(codes::add));
        rule.actions().post().ifPresent(post -> {
            if (post.kernelStack()) {
                codes.add(new StackArgument(false));
            }
            if (post.userStack()) {
                codes.add(new StackArgument(true));
            }
        });
        if (!rule.waits()) {
            rule.result().flatMap(result -> result.argument().code()).ifPresent(codes::add);
        }
        return codes;
    }

    private List<FixedPart> fixed() {
        List<FixedPart> parts = new ArrayList<>();
        for (ArgumentCode code : slots.keySet()) {
            if (code instanceof ArgumentCode.Fixed fixed && code.slot() > 0) {
                RuleSet users = set(numbered(rule -> sent(rule).contains(code)));
                parts.add(new FixedPart(fixed, place(code), users));
            }
        }
        return parts;
    }

    /** Of the selectors of a hook the first that matches counts. They follow each other. */
    private List<Precedence> precedences() {
        List<Precedence> precedences = new ArrayList<>();
        int end = rules.size();
        for (int i = rules.size() - 1; i > 0; i--) {
            if (rules.get(i - 1).isOfSameHookAs(rules.get(i))) {
                precedences.addFirst(new Precedence(
                        i - 1, set(IntStream.range(i, end).boxed().toList())));
            } else {
                end = i;
            }
        }
        return precedences;
    }
}
