package dev.skep.security.policy.program;

import dev.skep.compiler.helper.Memory;
import dev.skep.compiler.helper.UntypedStruct;
import dev.skep.compiler.hook.HookArguments;

/**
 * A system call that begins or returns, among all of them; a position is that of a field in the record of its own tracepoint, as far as it is
 * there for the number, an argument or the result.
 *
 * @param arguments of sys_enter the registers and the number of the call; of sys_exit the registers and the result
 * @param layout where things are
 * @param returns whether it returns
 */
record SystemCallContext(HookArguments arguments, SystemCallLayout layout, boolean returns) implements HookContext {
    /** The number of the call. */
    static final int NUMBER = 4;

    /** The first argument, or the result. */
    private static final int FIRST = 5;

    @Override
    public long number(int position) {
        if (position == NUMBER) {
            return seat();
        }
        if (returns) {
            return arguments.number(1);
        }
        return register(layout.arguments().get(position - FIRST));
    }

    @Override
    public UntypedStruct struct(int position, String struct) {
        return Memory.cast(number(position), struct);
    }

    /** The number of the call. */
    @Override
    public int seat() {
        return (int) (returns ? register(layout.number()) : arguments.number(1));
    }

    private long register(int offset) {
        return arguments.struct(0).number(offset, Long.BYTES, false);
    }
}
