package dev.skep.security.policy.hook;

import dev.skep.security.policy.program.ArgumentNumber;
import dev.skep.security.policy.program.ConstantNumber;
import dev.skep.security.policy.program.NumberReader;
import dev.skep.security.policy.program.NumberTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The hooks of a kernel that may see calls of a function: those that it does not have are left out. */
final class EquivalentPlaces {
    /** Where arguments, and results, of system calls begin in the records of their tracepoints. */
    static final int FIRST = SystemCallHooks.FIRST;

    private final KernelOffer kernel;
    private final SystemCallHooks systemCalls;

    EquivalentPlaces(KernelOffer kernel) {
        this.kernel = kernel;
        this.systemCalls = new SystemCallHooks(kernel);
    }

    /** A position of a hook as 64 bits. */
    static NumberReader number(int position) {
        return new ArgumentNumber(position, Long.BYTES, true);
    }

    /** What is always the same. */
    static Source constant(long value) {
        return new Source.Number(new ConstantNumber(value));
    }

    /** One of these numbers. */
    static NumberTest test(Long... values) {
        return new NumberTest.OneOf(Set.of(values));
    }

    /** What is said of one of several hooks. */
    interface Placing {
        /** Says it. */
        EquivalentPlace place(EquivalentPlace at);
    }

    EquivalentPlace at(KernelHook hook) {
        return new EquivalentPlace(hook, List.of());
    }

    List<Serving> typed(String name, List<Source> arguments, String reason, String difference) {
        return typed(
                name,
                at(new KernelHook.TypedTracepoint(name))
                        .arguments(arguments.toArray(Source[]::new))
                        .because(reason)
                        .but(difference));
    }

    List<Serving> typed(String name, EquivalentPlace place) {
        return kernel.hasTypedTracepoint(name) ? List.of(place.serving()) : List.of();
    }

    /** Where system calls begin. */
    List<Serving> calls(List<String> calls, Placing placing) {
        return calls(calls, 0, placing);
    }

    /**
     * Where system calls begin.
     *
     * @param turn when their rules have their turn, after others of the same call; a tracepoint has one for all
     */
    List<Serving> calls(List<String> calls, int turn, Placing placing) {
        List<Serving> servings = new ArrayList<>();
        for (String call : calls) {
            systemCalls.begin(call).ifPresent(first -> {
                KernelHook hook = first instanceof KernelHook.SystemCall one ? one.at(turn) : first;
                EquivalentPlace place =
                        new EquivalentPlace(hook, systemCalls.arguments(call)).moment(GivingUp.moment(call));
                systemCalls.end(call).ifPresent(place::result);
                servings.add(placing.place(place).serving());
            });
        }
        return servings;
    }

    /** Where system calls return. */
    List<Serving> returns(List<String> calls, Placing placing) {
        List<Serving> servings = new ArrayList<>();
        for (String call : calls) {
            systemCalls
                    .end(call)
                    .ifPresent(hook -> servings.add(placing.place(at(hook)).serving()));
        }
        return servings;
    }
}
