package dev.skep.security.policy.program;

import dev.skep.compiler.helper.Memory;
import dev.skep.compiler.helper.UntypedStruct;

/**
 * A number at an address, of the kernel or of the process: addresses of the kernel have the highest bit set.
 *
 * @param address where
 * @param offset bytes behind it
 * @param bytes 1, 2, 4 or 8
 * @param order of the bytes
 */
public record MemoryNumber(NumberReader address, int offset, int bytes, Order order) implements NumberReader {
    /** The order of bytes. */
    public enum Order {
        /** The machine's. */
        HOST,
        /** The network's: most significant first. */
        NETWORK
    }

    @Override
    public long read(HookContext context) {
        long at = address.read(context);
        long value = at < 0
                ? Memory.atKernel(at, UntypedStruct.class).number(offset, bytes, false)
                : Memory.atUser(at, UntypedStruct.class).number(offset, bytes, false);
        return order == Order.HOST ? value : swapped(value, bytes);
    }

    /** The lowest bytes the other way round. */
    static long swapped(long value, int bytes) {
        return Long.reverseBytes(value) >>> (Long.SIZE - bytes * Byte.SIZE);
    }

    @Override
    public int cost() {
        return address.cost() + Cost.PROBE;
    }

    @Override
    public String toString() {
        return address + "+" + offset;
    }
}
