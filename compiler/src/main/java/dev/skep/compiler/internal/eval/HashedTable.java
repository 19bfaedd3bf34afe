package dev.skep.compiler.internal.eval;

import dev.skep.compiler.internal.ir.BinaryOperation;
import dev.skep.compiler.internal.ir.Condition;
import dev.skep.compiler.internal.ir.Constant;
import dev.skep.compiler.internal.ir.Edge;
import dev.skep.compiler.internal.ir.Value;
import dev.skep.compiler.internal.ir.Width;
import java.nio.ByteBuffer;
import java.util.Arrays;
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
                at(
                        evaluation,
                        TableBytes.of(hash.displacements(), small),
                        shifted(code, product, hash.groupShift()),
                        small),
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
        return TableLookup.Found.within(code, row, keys, other, "a hash table of " + hash.places() + " places");
    }

    private static Value shifted(CodeBuilder code, Value product, int distance) {
        return code.binary(BinaryOperation.SHIFT_RIGHT_UNSIGNED, Width.W64, product, Constant.of((long) distance));
    }

    private static Value at(Evaluation evaluation, byte[] table, Value index, int size) {
        return evaluation.builder().element(evaluation.environment().constants().address(table), index, size);
    }

    /** The key and the row of each place. In a free one a key that lies elsewhere, which nothing leads from here. */
    private byte[] places(int size) {
        byte[] bytes = new byte[hash.places() * 2 * size];
        ByteBuffer all = TableBytes.in(bytes);
        long[] keysOfPlaces = new long[hash.places()];
        Arrays.fill(keysOfPlaces, rows.keySet().iterator().next());
        rows.keySet().forEach(key -> keysOfPlaces[hash.place(key)] = key);
        for (int place = 0; place < keysOfPlaces.length; place++) {
            long key = keysOfPlaces[place];
            TableBytes.put(all.position(place * 2 * size), key, size).putInt(rows.getOrDefault(key, keys));
        }
        return bytes;
    }
}
