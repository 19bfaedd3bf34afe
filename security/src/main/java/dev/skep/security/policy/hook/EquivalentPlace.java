package dev.skep.security.policy.hook;

import dev.skep.security.policy.event.HookName;
import dev.skep.security.policy.hook.Serving.Denial;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A hook that sees calls of a function of the kernel, under construction. */
final class EquivalentPlace {
    private final KernelHook hook;
    private final List<Source> all;
    private final List<Condition> conditions = new ArrayList<>();
    private List<Source> arguments = List.of();
    private Optional<Serving.Return> returns = Optional.empty();
    private Denial denial = Denial.NONE;
    private Moment moment = Moment.AFTER;
    private String reason = "";
    private String difference = "";

    /**
     * Begins with nothing.
     *
     * @param all where all arguments of a system call are; none if it is another hook
     */
    EquivalentPlace(KernelHook hook, List<Source> all) {
        this.hook = hook;
        this.all = all;
    }

    EquivalentPlace arguments(Source... sources) {
        arguments = List.of(sources);
        return this;
    }

    /** All arguments of the system call. */
    EquivalentPlace all() {
        arguments = all;
        return this;
    }

    EquivalentPlace when(Condition condition) {
        conditions.add(condition);
        return this;
    }

    EquivalentPlace returning(Source result) {
        returns = Optional.of(new Serving.Return(Optional.empty(), result));
        return this;
    }

    EquivalentPlace result(KernelHook exit) {
        returns = Optional.of(new Serving.Return(Optional.of(exit), new Source.Position(EquivalentPlaces.FIRST)));
        return this;
    }

    /** The result is seen by another hook, by the same thread. */
    EquivalentPlace result(KernelHook hook, Source result, Condition condition) {
        returns = Optional.of(new Serving.Return(Optional.of(hook), result, List.of(condition)));
        return this;
    }

    EquivalentPlace denying() {
        denial = Denial.CGROUP;
        moment = Moment.BEFORE;
        return this;
    }

    /** What a deadly signal from there comes in time for. */
    EquivalentPlace moment(Moment comes) {
        moment = comes;
        return this;
    }

    EquivalentPlace because(String text) {
        reason = text;
        return this;
    }

    EquivalentPlace but(String text) {
        difference = text;
        return this;
    }

    Serving serving() {
        return new Serving(
                hook,
                new HookName.Kprobe(""),
                arguments,
                false,
                conditions,
                ParameterTypes.UNKNOWN,
                returns,
                denial,
                moment,
                reason,
                difference);
    }
}
