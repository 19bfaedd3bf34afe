package dev.skep.security.policy.fuzz;

import dev.skep.security.policy.model.Argument;
import dev.skep.security.policy.model.ArgumentType;
import dev.skep.security.policy.model.CapabilityMatch.CapabilitySet;
import dev.skep.security.policy.model.Hook;
import java.util.Objects;

/**
 * Capabilities that are asked for on behalf of somebody else, which is refused.
 *
 * @param sequence its number among all
 * @param effective a set, as bits
 * @param inheritable a set, as bits
 * @param permitted a set, as bits
 * @param facts who does it
 * @param outcome what came of it
 */
record Asking(int sequence, long effective, long inheritable, long permitted, Facts facts, Outcome outcome)
        implements FunctionAct {
    private static final int OLD = 1;
    private static final int EFFECTIVE = 2;
    private static final int INHERITABLE = 3;

    @Override
    public Asking done(Outcome what, Facts who) {
        return new Asking(sequence, effective, inheritable, permitted, who, what);
    }

    @Override
    public Asking again(int number, Facts who) {
        return new Asking(number, effective, inheritable, permitted, who, Outcome.NONE);
    }

    @Override
    public String line() {
        return "ask " + slack() + " " + effective + " " + inheritable + " " + permitted;
    }

    @Override
    public boolean isSeenBy(Hook hook) {
        // The system call refuses it before it comes to the function.
        return !KernelFunction.SEEN && KernelFunction.CAPSET.isOf(hook);
    }

    @Override
    public Object value(KernelFunction function, Argument argument) {
        return switch (argument.index()) {
            case OLD ->
                new Capabilities(
                        Objects.requireNonNull(facts.now().capabilities().get(set(argument.type()))));
            case EFFECTIVE -> Capabilities.asked(effective);
            case INHERITABLE -> Capabilities.asked(inheritable);
            default -> Capabilities.asked(permitted);
        };
    }

    private static CapabilitySet set(ArgumentType type) {
        return switch (type) {
            case CAP_INHERITABLE -> CapabilitySet.INHERITABLE;
            case CAP_PERMITTED -> CapabilitySet.PERMITTED;
            default -> CapabilitySet.EFFECTIVE;
        };
    }
}
