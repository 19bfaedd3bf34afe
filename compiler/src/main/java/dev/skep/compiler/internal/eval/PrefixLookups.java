package dev.skep.compiler.internal.eval;

import dev.skep.bpf.map.ConstantTable;
import dev.skep.bpf.program.ProgramType;
import dev.skep.compiler.internal.ir.Constant;
import dev.skep.compiler.internal.ir.StackAddress;
import dev.skep.compiler.internal.ir.StackSlot;
import dev.skep.compiler.internal.ir.Value;
import dev.skep.compiler.table.PrefixMap;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Look-ups of a run-time address in a {@link PrefixMap} with many networks. */
final class PrefixLookups {
    /** The prefix length stands before the address, which is thus aligned to 8. */
    private static final int LENGTH_AT = 4;

    private static final int ADDRESS_AT = 8;
    private static final int IPV4_BITS = 32;
    private static final int IPV6_BITS = 128;

    private final Evaluation evaluation;

    PrefixLookups(Evaluation evaluation) {
        this.evaluation = evaluation;
    }

    /** A look-up that was emitted, and the value for each of its rows. */
    record Found(TableLookup.Found rows, List<@Nullable Object> values) {}

    /**
     * Emits the look-up; null where the networks are compared one after the other: because they are few, or because the program may sleep,
     * as those for a system call do, where the kernel has no LPM tries.
     */
    @Nullable
    Found find(PrefixMap<?> map, List<Abstract> address) {
        if (evaluation.programType() == ProgramType.SYSCALL) return null;
        List<ConstantTable.Entry> entries = new ArrayList<>();
        List<@Nullable Object> values = new ArrayList<>();
        if (address.size() == 1) {
            map.ipv4().forEach(network -> {
                byte[] key = new byte[2 * Integer.BYTES];
                key(key, network.bits()).putInt(network.network());
                add(entries, values, key, network.value());
            });
        } else {
            map.ipv6().forEach(network -> {
                byte[] key = new byte[Integer.BYTES + 2 * Long.BYTES];
                key(key, network.bits()).putLong(network.high()).putLong(network.low());
                add(entries, values, key, network.value());
            });
        }
        if (entries.size() < TableLookup.SMALLEST) return null;
        ConstantTable table = ConstantTable.prefixes(entries);
        table.name("prefixes");
        return new Found(new TableLookup(evaluation).find(table, keyAddress(address), entries.size()), values);
    }

    /** Begins a key with the number of bits; the address follows in network order. */
    private static ByteBuffer key(byte[] key, int bits) {
        return ByteBuffer.wrap(key).order(ByteOrder.nativeOrder()).putInt(bits).order(ByteOrder.BIG_ENDIAN);
    }

    private static void add(
            List<ConstantTable.Entry> entries, List<@Nullable Object> values, byte[] key, Object value) {
        entries.add(new ConstantTable.Entry(key, TableBytes.of(entries.size(), Integer.BYTES)));
        values.add(value);
    }

    private Value keyAddress(List<Abstract> address) {
        CodeBuilder code = evaluation.builder();
        int size = address.size() == 1 ? Integer.BYTES : Long.BYTES;
        StackSlot slot = code.graph().newSlot(ADDRESS_AT + address.size() * size, 8, "prefix key");
        StackAddress start = new StackAddress(slot, 0);
        code.store(start, LENGTH_AT, Integer.BYTES, Constant.of(address.size() == 1 ? IPV4_BITS : IPV6_BITS));
        for (int i = 0; i < address.size(); i++) {
            Value part = evaluation.materializer().value(address.get(i));
            code.store(start, ADDRESS_AT + i * size, size, bigEndian(part, size));
        }
        return new StackAddress(slot, LENGTH_AT);
    }

    private Value bigEndian(Value part, int size) {
        if (!(part instanceof Constant c)) return evaluation.builder().byteSwap(part, size * 8);
        return size == Long.BYTES
                ? Constant.of(Long.reverseBytes(c.value()))
                : Constant.of(Integer.reverseBytes((int) c.value()));
    }
}
