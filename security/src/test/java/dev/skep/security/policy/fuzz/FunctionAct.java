package dev.skep.security.policy.fuzz;

import dev.skep.security.policy.event.ArgumentValue;
import dev.skep.security.policy.model.Argument;
import dev.skep.security.policy.model.ArgumentMatch;
import dev.skep.security.policy.model.Hook;
import dev.skep.security.policy.model.Operator;
import java.util.List;

/**
 * Something that functions of the kernel see, whose arguments have no room for a number of the act: that is what the process sets the slack of
 * its timers to meanwhile.
 */
sealed interface FunctionAct extends Act permits Opening, Reading, Asking, Datagram {
    /** What a function has as an argument: a {@link Long}, a {@link KnownFile}, {@link Capabilities}, or what {@link NetworkOracle} knows. */
    Object value(KernelFunction function, Argument argument);

    @Override
    default long slack() {
        return Call.FLAG | sequence();
    }

    @Override
    default List<Act> smaller() {
        return List.of();
    }

    @Override
    default boolean meets(Hook hook, ArgumentMatch match) {
        List<ArgumentOracle.Read> read = match.positions().stream()
                .map(position -> hook.arguments().get(position))
                .map(argument -> new ArgumentOracle.Read(argument.type(), value(KernelFunction.of(hook), argument)))
                .toList();
        return match.operator() == Operator.CAPABILITIES_GAINED
                ? ArgumentOracle.gained(read.getFirst(), read.getLast())
                : ArgumentOracle.holds(match, read.getFirst());
    }

    @Override
    default ArgumentValue shown(Hook hook, Argument argument) {
        return ArgumentOracle.shown(new ArgumentOracle.Read(argument.type(), value(KernelFunction.of(hook), argument)));
    }
}
