package dev.skep.security.policy.program;

import dev.skep.compiler.helper.UntypedStruct;

/**
 * What an argument points to.
 *
 * @param position of the argument
 * @param struct its name in the kernel's BTF
 */
public record ArgumentStruct(int position, String struct) implements StructReader {
    @Override
    public UntypedStruct read(HookContext context) {
        return context.struct(position, struct);
    }

    @Override
    public int cost() {
        return Cost.ARGUMENT;
    }

    @Override
    public String toString() {
        return "arg" + position;
    }
}
