package dev.skep.security.policy.program;

import dev.skep.compiler.helper.UntypedStruct;

/**
 * A struct that has a name of its own in a policy.
 *
 * @param from where it lies
 * @param offset from there; 0 if it is that itself
 * @param name the way to it
 */
public record MemberStruct(StructReader from, int offset, String name) implements StructReader {
    @Override
    public UntypedStruct read(HookContext context) {
        UntypedStruct struct = from.read(context);
        return offset == 0 ? struct : struct.embedded(offset);
    }

    @Override
    public int cost() {
        return from.cost() + Cost.LOAD;
    }

    @Override
    public String toString() {
        return name;
    }
}
