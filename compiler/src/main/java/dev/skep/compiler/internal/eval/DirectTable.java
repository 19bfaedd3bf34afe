package dev.skep.compiler.internal.eval;

import dev.skep.compiler.internal.ir.BinaryOperation;
import dev.skep.compiler.internal.ir.Condition;
import dev.skep.compiler.internal.ir.Constant;
import dev.skep.compiler.internal.ir.Edge;
import dev.skep.compiler.internal.ir.Value;
import dev.skep.compiler.internal.ir.Width;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows of keys that are near each other, such as ports: a constant with a place for every number from the least key to the largest.
 * A load is quicker than a call of a helper that hashes.
 *
 * @param least the least key
 * @param rows by distance from the least key; the number of keys where there is none
 * @param size bytes of a row's number
 * @param keys how many keys there are
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares tables
record DirectTable(long least, int[] rows, int size, int keys) {
    private static final int LARGEST = 1 << 17;

    /** A hash table takes a fifth of this. */
    private static final long BYTES_FOR_A_KEY = 512;

    /** The table of these keys, of equal ones the first; null where they are too far from each other. */
    static @Nullable DirectTable of(List<Long> keys) {
        long least = Collections.min(keys);
        long largest = Collections.max(keys);
        int size = keys.size() < 1 << Byte.SIZE ? Byte.BYTES : Short.BYTES;
        long most = Math.min(LARGEST, keys.size() * BYTES_FOR_A_KEY) / size;
        if (keys.size() >= 1 << Short.SIZE || least < 0 || largest - least >= most) return null;
        int[] rows = new int[(int) (largest - least) + 1];
        java.util.Arrays.fill(rows, keys.size());
        for (int i = keys.size() - 1; i >= 0; i--) {
            rows[(int) (keys.get(i) - least)] = i;
        }
        return new DirectTable(least, rows, size, keys.size());
    }

    /** Emits the look-up of {@code key}. */
    TableLookup.Found find(Evaluation evaluation, Width width, Abstract key) {
        CodeBuilder code = evaluation.builder();
        Value number = evaluation.materializer().value(key);
        Value distance = least == 0
                ? number
                : code.binary(
                        BinaryOperation.SUBTRACT,
                        width,
                        number,
                        width == Width.W64 ? Constant.of(least) : Constant.of((int) least));
        if (width == Width.W32) distance = code.extend(distance, 32, false, Width.W64);
        Edge near = new Edge();
        Edge far = new Edge();
        Constant behind = Constant.of((long) rows.length);
        code.branch(Condition.LESS_UNSIGNED, Width.W64, distance, behind, near, far);
        code.begin(near);
        Value table = evaluation.environment().constants().address(TableBytes.of(rows, size));
        Value at = code.element(table, distance, size);
        Value row = code.load(at, 0, size, false, Width.W32, "row");
        return TableLookup.Found.within(code, row, keys, far, "a table of " + rows.length + " places");
    }
}
