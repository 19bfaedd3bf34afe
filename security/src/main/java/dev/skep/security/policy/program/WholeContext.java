package dev.skep.security.policy.program;

import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.helper.Memory;
import dev.skep.compiler.helper.UntypedStruct;

/**
 * What hooks of control groups pass: one struct of the kernel, of which programs are shown a part by other names. Position 0 is that struct,
 * where the kernel has it.
 *
 * @param shown the part
 */
record WholeContext(Struct shown) implements HookContext {
    @Override
    public long number(int position) {
        return Memory.address(shown);
    }

    @Override
    public UntypedStruct struct(int position, String struct) {
        return Memory.cast(Memory.address(shown), struct);
    }
}
