package dev.skep.security.policy.hook;

import dev.skep.security.policy.event.HookName;
import java.util.List;
import java.util.Optional;

/**
 * How one thing that a policy names is served by one hook of this kernel.
 *
 * @param hook the hook
 * @param name what the policy names, for events
 * @param arguments where its arguments are, by index; an index beyond is a position of the hook if {@code open}
 * @param open whether further arguments are at the positions of their indexes
 * @param conditions what has to hold beside what the policy says
 * @param types what is known of the types of arguments
 * @param returns how its return is served; empty where that is not asked for, or {@code hook} is at the return itself
 * @param denial what can be done so that the operation does not happen
 * @param moment what a deadly signal comes in time for
 * @param reason why this hook was chosen
 * @param difference what it sees otherwise than the policy's author may expect; empty if nothing
 */
public record Serving(
        KernelHook hook,
        HookName name,
        List<Source> arguments,
        boolean open,
        List<Condition> conditions,
        ParameterTypes types,
        Optional<Return> returns,
        Denial denial,
        Moment moment,
        String reason,
        String difference) {
    /** Copies. */
    public Serving {
        arguments = List.copyOf(arguments);
        conditions = List.copyOf(conditions);
    }

    /**
     * How a return is seen.
     *
     * @param hook the hook; empty if the result is known at the first hook
     * @param result where the result is
     * @param conditions what has to hold at that hook: it may see more than returns
     */
    public record Return(Optional<KernelHook> hook, Source result, List<Condition> conditions) {
        /** Copies. */
        public Return {
            conditions = List.copyOf(conditions);
        }

        /** At a hook that sees returns alone. */
        public Return(Optional<KernelHook> hook, Source result) {
            this(hook, result, List.of());
        }
    }

    /** What a program can do so that the operation does not happen. */
    public enum Denial {
        /** Nothing. */
        NONE,
        /** Its result is what the operation returns, if that is not 0: LSM, fmod_ret. */
        RESULT,
        /** It calls bpf_override_return. */
        OVERRIDE_RETURN,
        /** It lets the process return at once, by its registers: uprobes. */
        REGISTERS,
        /** It returns 0 and sets the error by bpf_set_retval: control groups. */
        CGROUP
    }

    /** Equal for those at which a rule is the same, but for which of several system calls it is. */
    public Object likeness() {
        return hook instanceof KernelHook.SystemCall
                ? List.of(
                        arguments,
                        open,
                        conditions,
                        types,
                        returns.map(Return::result),
                        returns.flatMap(Return::hook).isPresent(),
                        denial)
                : this;
    }

    /** Where argument {@code index} is. */
    public Source argument(int index) {
        if (index < arguments.size()) {
            return arguments.get(index);
        }
        return open ? new Source.Position(index) : new Source.Missing(hook + " does not pass argument " + index);
    }
}
