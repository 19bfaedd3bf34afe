package dev.skep.compiler.internal.optimize;

import dev.skep.compiler.internal.ir.Atomic;
import dev.skep.compiler.internal.ir.Binary;
import dev.skep.compiler.internal.ir.BinaryOperation;
import dev.skep.compiler.internal.ir.Constant;
import dev.skep.compiler.internal.ir.Extend;
import dev.skep.compiler.internal.ir.Instruction;
import dev.skep.compiler.internal.ir.Load;
import dev.skep.compiler.internal.ir.Store;
import dev.skep.compiler.internal.ir.Value;
import dev.skep.compiler.internal.ir.Width;
import org.jspecify.annotations.Nullable;

/**
 * What a memory access can become: constants that were added to its base move into its offset, and what the store cuts
 * off is not computed.
 *
 * <p>A constant is folded only where the sum has no other use: else the sum is in a register anyway. The verifier does
 * not mind, a pointer keeps its identity when a constant is added.
 */
final class MemoryRules {
    private final Facts facts;

    MemoryRules(Facts facts) {
        this.facts = facts;
    }

    private record Address(Value base, int offset) {}

    @Nullable
    Instruction simplify(Load load) {
        Address address = fold(load.base(), load.offset());
        if (address == null) return null;
        return facts.graph()
                .load(
                        load.position(),
                        address.base(),
                        address.offset(),
                        load.size(),
                        load.signed(),
                        load.width(),
                        load.what());
    }

    @Nullable
    Instruction simplify(Atomic atomic) {
        Address address = fold(atomic.base(), atomic.offset());
        if (address == null) return null;
        return facts.graph()
                .atomic(
                        atomic.position(),
                        atomic.access(),
                        address.base(),
                        address.offset(),
                        atomic.size(),
                        atomic.values());
    }

    @Nullable
    Instruction simplify(Store store) {
        Address address = fold(store.base(), store.offset());
        Value stored = stored(store.value(), store.size() * Byte.SIZE);
        if (address == null && stored == null) return null;
        Value base = address == null ? store.base() : address.base();
        int offset = address == null ? store.offset() : address.offset();
        Value value = stored == null ? store.value() : stored;
        return facts.graph().store(store.position(), base, offset, store.size(), value);
    }

    private @Nullable Address fold(Value base, int offset) {
        if (!(base instanceof Binary sum)
                || sum.operation() != BinaryOperation.ADD
                || sum.width() != Width.W64
                || !(sum.right() instanceof Constant constant)
                || !facts.usedAsAddressOnly(sum)) return null;
        long total = offset + constant.value();
        return total == (short) total ? new Address(sum.left(), (int) total) : null;
    }

    /** A value with the same lowest {@code bits} that takes less to compute. */
    private static @Nullable Value stored(Value value, int bits) {
        if (value instanceof Extend extend && extend.fromBits() >= bits) return extend.operand(0);
        if (value instanceof Binary and
                && and.operation() == BinaryOperation.AND
                && bits < Long.SIZE
                && and.right() instanceof Constant mask
                && (~mask.value() & (1L << bits) - 1) == 0) return and.left();
        return null;
    }
}
