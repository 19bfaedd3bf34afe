package dev.skep.security.policy.program;

import dev.skep.compiler.helper.UntypedStruct;

/**
 * What a pointer in a struct leads to.
 *
 * @param from the struct
 * @param offset of the pointer
 * @param struct what it points to, by its name in BTF; empty where that is no struct
 */
public record PointedStruct(StructReader from, int offset, String struct) implements StructReader {
    @Override
    public UntypedStruct read(HookContext context) {
        return from.read(context).pointer(offset, struct);
    }

    @Override
    public int cost() {
        return from.cost() + Cost.LOAD;
    }

    @Override
    public String toString() {
        return from.toString();
    }
}
