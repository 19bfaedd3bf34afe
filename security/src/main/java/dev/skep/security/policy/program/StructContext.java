package dev.skep.security.policy.program;

import dev.skep.compiler.helper.Memory;
import dev.skep.compiler.helper.UntypedStruct;

/**
 * A struct in the place of what a hook passes, at each position.
 *
 * @param struct the struct
 */
record StructContext(UntypedStruct struct) implements HookContext {
    @Override
    public long number(int position) {
        return Memory.address(struct);
    }

    @Override
    public UntypedStruct struct(int position, String type) {
        return struct;
    }
}
