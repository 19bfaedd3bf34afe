package dev.skep.security.policy.program;

import dev.skep.compiler.helper.UntypedStruct;
import dev.skep.compiler.hook.HookArguments;

/**
 * Arguments whose types the verifier knows: tp_btf, fentry, fexit, LSM.
 *
 * @param arguments the hook's
 */
record TypedContext(HookArguments arguments) implements HookContext {
    @Override
    public long number(int position) {
        return arguments.number(position);
    }

    @Override
    public UntypedStruct struct(int position, String struct) {
        return arguments.struct(position);
    }
}
