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
    static final int FIRST = 5;

    private final KernelOffer kernel;

    EquivalentPlaces(KernelOffer kernel) {
        this.kernel = kernel;
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
        return new EquivalentPlace(kernel, hook);
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

    List<Serving> calls(List<String> calls, Placing placing) {
        return calls(calls, "sys_enter_", placing);
    }

    List<Serving> calls(List<String> calls, String point, Placing placing) {
        List<Serving> servings = new ArrayList<>();
        for (String call : calls) {
            String name = "syscalls/" + point + call;
            if (kernel.tracepoint(name).isPresent()) {
                EquivalentPlace place = at(new KernelHook.Tracepoint(name));
                if (point.equals("sys_enter_")) {
                    place.result(new KernelHook.Tracepoint("syscalls/sys_exit_" + call))
                            .moment(GivingUp.moment(call));
                }
                servings.add(placing.place(place).serving());
            }
        }
        return servings;
    }
}
