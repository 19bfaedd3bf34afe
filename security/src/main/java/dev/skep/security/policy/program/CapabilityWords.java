package dev.skep.security.policy.program;

import dev.skep.compiler.helper.Memory;
import dev.skep.compiler.helper.UntypedStruct;

/**
 * A set of capabilities as a process tells capset(2): the lower half in one {@code struct __user_cap_data_struct}, the upper half in the next.
 *
 * @param address where the first is, in the process
 * @param offset of the set in it
 * @param known the bits that count
 */
public record CapabilityWords(NumberReader address, int offset, long known) implements NumberReader {
    private static final int STRUCT_BYTES = 12;

    @Override
    public long read(HookContext context) {
        UntypedStruct data = Memory.atUser(address.read(context), UntypedStruct.class);
        long low = data.number(offset, Integer.BYTES, false);
        long high = data.number(STRUCT_BYTES + offset, Integer.BYTES, false);
        return (low | (high << Integer.SIZE)) & known;
    }

    @Override
    public int cost() {
        return address.cost() + 2 * Cost.PROBE;
    }

    @Override
    public String toString() {
        return "capabilities at " + address + "+" + offset;
    }
}
