package dev.skep.security.policy.program;

import dev.skep.compiler.helper.Memory;
import dev.skep.compiler.helper.UntypedStruct;
import dev.skep.compiler.hook.HookArguments;

/**
 * Arguments that are numbers to the verifier: kprobes, raw tracepoints.
 *
 * @param arguments the hook's
 */
record ProbeContext(HookArguments arguments) implements HookContext {
    @Override
    public long number(int position) {
        return arguments.number(position);
    }

    @Override
    public long register(String name) {
        return arguments.register(name);
    }

    @Override
    public UntypedStruct struct(int position, String struct) {
        return Memory.cast(arguments.number(position), struct);
    }
}
