package dev.skep.compiler.internal.eval;

import dev.skep.compiler.internal.ir.BinaryOperation;
import dev.skep.compiler.internal.ir.Condition;
import dev.skep.compiler.internal.ir.Constant;
import dev.skep.compiler.internal.ir.Edge;
import dev.skep.compiler.internal.ir.Value;
import dev.skep.compiler.internal.ir.Width;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rows of keys that may be any numbers: two constants, displacements and places, which a {@link PerfectHash} leads to. That takes a
 * multiplication and two loads, and no call of a helper that hashes and follows a list.
 *
 * @param hash where the keys are
 * @param rows the keys, and the row of each
 * @param keys how many rows there are
 */
record HashedTable(PerfectHash hash, Map<Long, Integer> rows, int keys) {
    /** The table of these keys, of equal ones the first; null where there is none. */
    static @Nullable HashedTable of(List<Long> keys, Width width) {
        Map<Long, Integer> rows = new LinkedHashMap<>();
        for (int i = 0; i < keys.size(); i++) {
            rows.putIfAbsent(width == Width.W64 ? keys.get(i) : Integer.toUnsignedLong((int) (long) keys.get(i)), i);
        }
        PerfectHash hash = PerfectHash.of(List.copyOf(rows.keySet()));
        return hash == null ? null : new HashedTable(hash, rows, keys.size());
    }

    /** Emits the look-up of {@code key}. */
    TableLookup.Found find(Evaluation evaluation, Width width, Abstract key) {
        CodeBuilder code = evaluation.builder();
        Value number = evaluation.materializer().value(key);
        Value wide = width == Width.W64 ? number : code.extend(number, 32, false, Width.W64);
        Value product = code.binary(BinaryOperation.MULTIPLY, Width.W64, wide, Constant.of(hash.factor()));
        int small = hash.placeBits() <= Byte.SIZE ? Byte.BYTES : Integer.BYTES;
        Value displacement = code.load(
                at(evaluation, displacements(small), shifted(code, product, hash.groupShift()), small),
                0,
                small,
                false,
                Width.W32,
                "displacement");
        Value undisplaced = shifted(code, product, hash.placeShift());
        Value place = code.binary(
                BinaryOperation.AND,
                Width.W64,
                code.binary(
                        BinaryOperation.XOR, Width.W64, undisplaced, code.extend(displacement, 32, false, Width.W64)),
                Constant.of(hash.places() - 1L));
        int size = width == Width.W64 ? Long.BYTES : Integer.BYTES;
        Value entry = at(evaluation, places(size), place, 2 * size);
        Edge equal = new Edge();
        Edge other = new Edge();
        code.branch(Condition.EQUAL, width, code.load(entry, 0, size, false, width, "key"), number, equal, other);
        code.begin(equal);
        Value row = code.load(entry, size, Integer.BYTES, false, Width.W32, "row");
        Edge inside = new Edge();
        Edge never = new Edge();
        code.branch(Condition.LESS_UNSIGNED, Width.W32, row, Constant.of(keys), inside, never);
        code.begin(inside);
        return new TableLookup.Found(row, List.of(other, never), "a hash table of " + hash.places() + " places");
    }

    private static Value shifted(CodeBuilder code, Value product, int distance) {
        return code.binary(BinaryOperation.SHIFT_RIGHT_UNSIGNED, Width.W64, product, Constant.of((long) distance));
    }

    private static Value at(Evaluation evaluation, byte[] table, Value index, int size) {
        CodeBuilder code = evaluation.builder();
        Value distance =
                size == 1 ? index : code.binary(BinaryOperation.MULTIPLY, Width.W64, index, Constant.of((long) size));
        return code.binary(
                BinaryOperation.ADD,
                Width.W64,
                evaluation.environment().constants().address(table),
                distance);
    }

    private byte[] displacements(int size) {
        ByteBuffer bytes =
                ByteBuffer.allocate(hash.displacements().length * size).order(ByteOrder.nativeOrder());
        for (int displacement : hash.displacements()) {
            if (size == Byte.BYTES) {
                bytes.put((byte) displacement);
            } else {
                bytes.putInt(displacement);
            }
        }
        return bytes.array();
    }

    /** The key and the row of each place. In a free one a key that lies elsewhere, which nothing leads from here. */
    private byte[] places(int size) {
        ByteBuffer bytes = ByteBuffer.allocate(hash.places() * 2 * size).order(ByteOrder.nativeOrder());
        long any = rows.keySet().iterator().next();
        for (int place = 0; place < hash.places(); place++) put(bytes, place, size, any);
        rows.keySet().forEach(key -> put(bytes, hash.place(key), size, key));
        return bytes.array();
    }

    private void put(ByteBuffer bytes, int place, int size, long key) {
        int at = place * 2 * size;
        if (size == Long.BYTES) {
            bytes.putLong(at, key);
        } else {
            bytes.putInt(at, (int) key);
        }
        bytes.putInt(at + size, rows.getOrDefault(key, keys));
    }
}
