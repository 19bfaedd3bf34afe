package dev.skep.security.policy.program;

import dev.skep.compiler.helper.Memory;
import dev.skep.compiler.helper.UntypedStruct;

/**
 * A number in a packet's header, in the order of the network.
 *
 * @param header address of the header, which is in memory of the kernel
 * @param offset bytes behind it
 * @param bytes 1, 2, 4 or 8
 */
public record HeaderNumber(NumberReader header, int offset, int bytes) implements NumberReader {
    @Override
    public long read(HookContext context) {
        UntypedStruct found = Memory.atKernel(header.read(context), UntypedStruct.class);
        return MemoryNumber.swapped(found.number(offset, bytes, false), bytes);
    }

    @Override
    public int cost() {
        return header.cost() + Cost.PROBE;
    }

    @Override
    public String toString() {
        return header + "+" + offset;
    }
}
