package dev.skep.security.policy.plan;

import dev.skep.bpf.memory.Bytes;
import dev.skep.security.policy.event.Argument;
import dev.skep.security.policy.event.Effect;
import dev.skep.security.policy.event.HookName;
import dev.skep.security.policy.event.PolicyReference;
import dev.skep.security.policy.hook.Moment;
import dev.skep.security.policy.model.Action;
import dev.skep.security.policy.model.ActionKind;
import dev.skep.security.policy.model.PolicyName;
import dev.skep.security.policy.program.ArgumentCode;
import dev.skep.security.policy.program.PolicyRecord;
import dev.skep.security.policy.program.StackArgument;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the records of one rule.
 *
 * @param key what the rule is called
 * @param policy the policy
 * @param hook the hook as the policy names it
 * @param arguments what its records have
 * @param data what they have beyond the arguments
 * @param result where the result is
 * @param kernelStack where the kernel's stack is, -1 without
 * @param userStack where the stack of the process is, -1 without
 * @param hash where the hash of the file is, -1 without
 * @param action what its events say that was done
 * @param returnAction what they say that was done at the return
 * @param enforces whether what it does besides telling is done
 * @param signal the signal that it sends, 0 for none; of several the deadly one
 * @param change what it achieved where what it does to the operation or the process was done; {@link Effect#OBSERVED} if it does no such thing
 * @param moment what a deadly signal comes in time for
 * @param requests what the agent does when a record comes
 */
public record RuleReader(
        RuleKey key,
        PolicyReference policy,
        HookName hook,
        List<Slot> arguments,
        List<Slot> data,
        Optional<Slot> result,
        int kernelStack,
        int userStack,
        int hash,
        ActionKind action,
        Optional<ActionKind> returnAction,
        boolean enforces,
        int signal,
        Effect change,
        Moment moment,
        List<Action.ByAgent> requests) {
    private static final int SIGKILL = 9;

    /**
     * Where an argument is.
     *
     * @param label what the policy calls it
     * @param code how it is written
     * @param at where its fixed part lies
     */
    public record Slot(String label, ArgumentCode code, int at) {}

    /** Copies. */
    public RuleReader {
        arguments = List.copyOf(arguments);
        data = List.copyOf(data);
        requests = List.copyOf(requests);
    }

    /** For each rule of a plan, in order. */
    public static List<RuleReader> of(HookPlan plan) {
        return plan.rules().stream().map(rule -> of(rule, plan)).toList();
    }

    private static RuleReader of(RulePlan rule, HookPlan plan) {
        PolicyName name = rule.origin().policy().policy().name();
        PolicyReference policy = new PolicyReference(
                name.name(),
                name.namespace().isEmpty() ? Optional.empty() : Optional.of(name.namespace()),
                rule.origin().hook().message(),
                rule.origin().hook().tags());
        boolean posts = rule.tells();
        return new RuleReader(
                RuleKey.of(rule.origin()),
                policy,
                rule.serving().name(),
                posts ? slots(rule.arguments(), plan) : List.of(),
                posts ? slots(rule.data(), plan) : List.of(),
                posts ? result(rule, plan) : Optional.empty(),
                posts ? stack(rule, plan, false) : -1,
                posts ? stack(rule, plan, true) : -1,
                rule.wantsHash() ? plan.hashPlace() : -1,
                rule.actions().shown(),
                rule.result().map(result -> result.actions().shown()),
                rule.origin().enforces(),
                signal(rule),
                rule.actionsAtEntry().change(),
                moment(rule),
                rule.actions().requests());
    }

    private static int stack(RulePlan rule, HookPlan plan, boolean ofProcess) {
        boolean wanted = rule.actions()
                .post()
                .filter(post -> ofProcess ? post.userStack() : post.kernelStack())
                .isPresent();
        return wanted ? plan.place(new StackArgument(ofProcess)) : -1;
    }

    /** Of several the deadly one, and else the first. */
    private static int signal(RulePlan rule) {
        int first = signalAtEntry(rule);
        int then = rule.result()
                .map(result -> result.actions().decidingSignal().orElse(0))
                .orElse(0);
        return first == 0 || then == SIGKILL ? then : first;
    }

    private static int signalAtEntry(RulePlan rule) {
        return rule.actions()
                .decidingSignal()
                .orElse(rule.actions().notice().map(ActionPlan.Notice::signal).orElse(0));
    }

    /** What comes at the return comes too late for all that was to be done. */
    private static Moment moment(RulePlan rule) {
        boolean late = rule.waits() && signalAtEntry(rule) != SIGKILL;
        return late ? Moment.AFTER : rule.serving().moment();
    }

    private static Optional<Slot> result(RulePlan rule, HookPlan plan) {
        return rule.result()
                .map(RulePlan.ReturnPlan::argument)
                .flatMap(result ->
                        result.code().map(code -> new Slot(result.label(), code, plan.resultPlace(rule, code))));
    }

    private static Optional<Slot> slot(RulePlan.Labelled argument, HookPlan plan) {
        return argument.code().map(code -> new Slot(argument.label(), code, plan.place(code)));
    }

    private static List<Slot> slots(List<RulePlan.Labelled> arguments, HookPlan plan) {
        List<Slot> slots = new ArrayList<>();
        for (RulePlan.Labelled argument : arguments) {
            slot(argument, plan).ifPresent(slots::add);
        }
        return slots;
    }

    /** The arguments in a record's data. */
    public List<Argument> arguments(Bytes bytes) {
        return read(arguments, bytes);
    }

    /** What else is in it. */
    public List<Argument> data(Bytes bytes) {
        return read(data, bytes);
    }

    /** The result of the function, if it is wanted. */
    public Optional<Argument> result(Bytes bytes) {
        return result.map(slot -> new Argument(slot.label(), slot.code().read(bytes, slot.at())));
    }

    /** Return addresses in the kernel. */
    public List<Long> kernelStack(Bytes bytes) {
        return kernelStack < 0 ? List.of() : StackArgument.addresses(bytes, kernelStack);
    }

    /** Return addresses in the process. */
    public List<Long> userStack(Bytes bytes) {
        return userStack < 0 ? List.of() : StackArgument.addresses(bytes, userStack);
    }

    /** What IMA says of the file, as {@code sha256:} and hexadecimal digits; empty where it does not, or nobody asked. */
    public Optional<String> imageHash(Bytes bytes) {
        return hash < 0 ? Optional.empty() : HashText.of(bytes, hash);
    }

    private static List<Argument> read(List<Slot> slots, Bytes bytes) {
        List<Argument> values = new ArrayList<>(slots.size());
        for (Slot slot : slots) {
            values.add(new Argument(slot.label(), slot.code().read(bytes, slot.at())));
        }
        return values;
    }

    /** What the rule achieved. */
    public Effect effect(PolicyRecord record) {
        if (signal == SIGKILL) {
            return record.sent() != 0
                    ? Effect.FAILED
                    : moment == Moment.BEFORE ? Effect.KILLED_BEFORE : Effect.KILLED_AFTER;
        }
        if (change != Effect.OBSERVED) {
            return record.overridden() == 0 ? change : Effect.FAILED;
        }
        if (signal != 0) {
            return record.sent() == 0 ? Effect.SIGNALLED : Effect.FAILED;
        }
        return Effect.OBSERVED;
    }
}
