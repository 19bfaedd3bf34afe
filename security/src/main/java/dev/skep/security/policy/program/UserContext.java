package dev.skep.security.policy.program;

import dev.skep.compiler.helper.Memory;
import dev.skep.compiler.helper.UntypedStruct;
import dev.skep.compiler.hook.HookArguments;

/**
 * Arguments of a function of a process: uprobes, USDT probes.
 *
 * @param arguments the hook's
 */
record UserContext(HookArguments arguments) implements HookContext {
    @Override
    public long number(int position) {
        return arguments.number(position);
    }

    @Override
    public long address(int position) {
        return arguments.address(position);
    }

    @Override
    public long register(String name) {
        return arguments.register(name);
    }

    @Override
    public void register(String name, long value) {
        arguments.register(name, value);
    }

    @Override
    public UntypedStruct struct(int position, String struct) {
        return Memory.atUser(arguments.number(position), UntypedStruct.class);
    }
}
