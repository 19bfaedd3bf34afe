package dev.skep.security.policy.program;

import dev.skep.compiler.helper.UntypedStruct;

/**
 * A member that is a struct, embedded or pointed to.
 *
 * @param from the struct that the way begins at
 * @param path the way; ends at an embedded struct, or behind the last pointer with offset 0
 */
public record MemberStruct(StructReader from, MemberPath path) implements StructReader {
    @Override
    public UntypedStruct read(HookContext context) {
        UntypedStruct last = path.follow(from.read(context));
        return path.offset() == 0 ? last : last.embedded(path.offset());
    }

    @Override
    public int cost() {
        return from.cost() + path.cost();
    }

    @Override
    public String toString() {
        return from + "." + path.text();
    }
}
