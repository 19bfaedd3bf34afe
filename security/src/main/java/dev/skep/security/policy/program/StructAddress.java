package dev.skep.security.policy.program;

import dev.skep.compiler.helper.Memory;

/**
 * Where a struct lies.
 *
 * @param struct the struct
 */
public record StructAddress(StructReader struct) implements NumberReader {
    @Override
    public long read(HookContext context) {
        return Memory.address(struct.read(context));
    }

    @Override
    public int cost() {
        return struct.cost();
    }

    @Override
    public String toString() {
        return "address of " + struct;
    }
}
