package dev.skep.security.policy.program;

import dev.skep.compiler.helper.Memory;
import dev.skep.compiler.helper.UntypedStruct;

/**
 * How many bytes the first pieces have that a process writes: of an array of {@code struct iovec}, as many pieces as {@link VectorArgument}
 * copies.
 *
 * @param address of the array
 * @param count how many pieces there are
 */
public record PiecesLength(NumberReader address, NumberReader count) implements NumberReader {
    @Override
    public long read(HookContext context) {
        long from = address.read(context);
        long pieces = count.read(context);
        long sum = 0;
        for (int i = 0; i < VectorArgument.MOST_PIECES; i++) {
            if (from >= 0 && i < pieces) {
                sum += Memory.atUser(from + (long) VectorArgument.PIECE * i, UntypedStruct.class)
                        .number(Long.BYTES, Long.BYTES, false);
            }
        }
        return sum;
    }

    @Override
    public int cost() {
        return address.cost() + count.cost() + VectorArgument.MOST_PIECES * Cost.PROBE;
    }

    @Override
    public String toString() {
        return "bytes of the pieces at " + address;
    }
}
