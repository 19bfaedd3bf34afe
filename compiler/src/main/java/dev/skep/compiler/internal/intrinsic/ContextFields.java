package dev.skep.compiler.internal.intrinsic;

import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.internal.eval.Abstract;
import dev.skep.compiler.internal.eval.CallSite;
import dev.skep.compiler.internal.eval.IntrinsicTable;
import dev.skep.compiler.internal.eval.Known;
import dev.skep.compiler.internal.eval.Pointer;
import dev.skep.compiler.internal.eval.Pointer.Nullability;
import dev.skep.compiler.internal.eval.Refusal;
import dev.skep.compiler.internal.eval.Region;
import dev.skep.compiler.internal.eval.Scalar;
import dev.skep.compiler.internal.ir.Constant;
import dev.skep.compiler.internal.ir.Value;
import dev.skep.compiler.internal.ir.Width;

/**
 * The fields of contexts that are part of the kernel's interface (include/uapi/linux/bpf.h) and lie at fixed places, whatever the
 * kernel's own structs look like: the verifier turns each access into one of these. It wants whole fields at known offsets.
 *
 * <p>A getter and a setter of one name share an entry; whether there is a setter is said by the interface.
 */
final class ContextFields {
    private static final int WORD = 4;

    /** How a field of four bytes holds its number. */
    private enum Order {
        /** In the machine's byte order. */
        HOST,
        /** In network order. */
        NETWORK,
        /** Two bytes in network order, with zeros behind. */
        NETWORK_SHORT;

        int bits() {
            return this == NETWORK_SHORT ? 16 : 32;
        }
    }

    private final IntrinsicTable table;
    private final Class<?>[] types;

    private ContextFields(IntrinsicTable table, Class<?>... types) {
        this.table = table;
        this.types = types.clone();
    }

    /** Describes the fields of these interfaces. */
    static ContextFields of(IntrinsicTable table, Class<?>... types) {
        return new ContextFields(table, types);
    }

    /** Four bytes in the machine's byte order. */
    ContextFields number(String name, int offset) {
        return words(name, offset, 1, Order.HOST);
    }

    /** Four bytes in the machine's byte order, {@code count} of them in a row. */
    ContextFields numbers(String name, int offset, int count) {
        return words(name, offset, count, Order.HOST);
    }

    /** Four bytes in network order: an IPv4 address, or a port in the upper half of a word. */
    ContextFields network(String name, int offset) {
        return words(name, offset, 1, Order.NETWORK);
    }

    /** An IPv6 address: four words in network order. */
    ContextFields ip6(String name, int offset) {
        return words(name, offset, 4, Order.NETWORK);
    }

    /** Two bytes in network order in a word: a port or protocol. */
    ContextFields networkShort(String name, int offset) {
        return words(name, offset, 1, Order.NETWORK_SHORT);
    }

    private ContextFields words(String name, int offset, int count, Order order) {
        for (Class<?> type : types) table.add(type, name, site -> word(site, offset, count, order));
        return this;
    }

    private static void word(CallSite site, int offset, int count, Order order) {
        Pointer base = site.pointer(0);
        int next = 1;
        int at = base.offset() + offset;
        if (count > 1) at += WORD * index(site, next++, count);
        if (site.arguments().size() > next) {
            site.code().store(base.base(), at, WORD, ordered(site, next, order));
            return;
        }
        Value loaded = site.code().load(base.base(), at, WORD, false, Width.W32, what(site));
        if (order != Order.HOST) loaded = site.code().byteSwap(loaded, order.bits());
        site.result(new Scalar(loaded, Width.W32));
    }

    private static int index(CallSite site, int argument, int count) {
        int index = (Integer) site.known(argument, "the index");
        if (index >= 0 && index < count) return index;
        throw new Refusal(what(site) + " has no element " + index, "use an index from 0 to " + (count - 1));
    }

    private static Value ordered(CallSite site, int argument, Order order) {
        if (order == Order.HOST) return site.register(argument);
        Abstract value = site.argument(argument);
        if (value instanceof Known k) {
            int swapped = Integer.reverseBytes(k.asInt());
            return Constant.of(order == Order.NETWORK ? swapped : swapped >>> 16);
        }
        return site.code().byteSwap(site.evaluation().materializer().value(value), order.bits());
    }

    /** Eight bytes. */
    ContextFields wide(String name, int offset) {
        for (Class<?> type : types) {
            table.add(type, name, site -> {
                Pointer base = site.pointer(0);
                int at = base.offset() + offset;
                if (site.arguments().size() > 1) {
                    site.code().store(base.base(), at, Long.BYTES, site.register(1));
                } else {
                    Value loaded = site.code().load(base.base(), at, Long.BYTES, false, Width.W64, what(site));
                    site.result(new Scalar(loaded, Width.W64));
                }
            });
        }
        return this;
    }

    /** A pointer to something else of the kernel's interface. */
    ContextFields pointer(
            String name, int offset, Class<? extends Struct> target, Region region, Nullability nullability) {
        for (Class<?> type : types) {
            table.add(type, name, site -> {
                Pointer base = site.pointer(0);
                Value loaded =
                        site.code().load(base.base(), base.offset() + offset, Long.BYTES, false, Width.W64, what(site));
                site.result(new Pointer(loaded, 0, region, target, 0, nullability));
            });
        }
        return this;
    }

    private static String what(CallSite site) {
        return site.owner().getSimpleName().concat(".").concat(site.name());
    }
}
