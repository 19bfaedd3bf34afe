package dev.skep.compiler.internal.eval;

import dev.skep.bpf.map.ConstantTable;
import dev.skep.compiler.internal.ir.Condition;
import dev.skep.compiler.internal.ir.Constant;
import dev.skep.compiler.internal.ir.Edge;
import dev.skep.compiler.internal.ir.MapReference;
import dev.skep.compiler.internal.ir.Value;
import dev.skep.compiler.internal.ir.Width;
import java.util.ArrayList;
import java.util.List;

/** Emits the look-up of a run-time key in a table that is known at load time. */
final class TableLookup {
    /** Above this many elements a table is cheaper than comparing one after the other. */
    static final int SMALLEST = 33;

    private static final int LOOKUP = 1;

    private final Evaluation evaluation;

    TableLookup(Evaluation evaluation) {
        this.evaluation = evaluation;
    }

    /**
     * Where the program goes on. The code builder stands in the path where the key was found.
     *
     * @param row the row's number, known to the verifier to be less than the number of rows
     * @param misses the paths where the key was not found
     * @param table what was looked into, for the compiler's notes
     */
    record Found(Value row, List<Edge> misses, String table) {
        /** Goes on where a row was found, and shows the verifier that it is one of {@code rows}. */
        static Found within(CodeBuilder code, Value row, int rows, Edge miss, String table) {
            Edge inside = new Edge();
            Edge never = new Edge();
            code.branch(Condition.LESS_UNSIGNED, Width.W32, row, Constant.of(rows), inside, never);
            code.begin(inside);
            return new Found(row, List.of(miss, never), table);
        }
    }

    /** Looks up {@code key}, of {@code size} bytes on the stack at {@code address}, in a table of {@code rows} rows. */
    Found find(ConstantTable table, Value address, int rows) {
        CodeBuilder code = evaluation.builder();
        Value found = code.helper(LOOKUP, "bpf_map_lookup_elem", new MapReference(table), address);
        Edge hit = new Edge();
        Edge miss = new Edge();
        code.branch(Condition.NOT_EQUAL, Width.W64, found, Constant.of(0L), hit, miss);
        code.begin(hit);
        Value row = code.load(found, 0, Integer.BYTES, false, Width.W32, "row");
        return Found.within(code, row, rows, miss, "a hash table");
    }

    /** Looks up a number among numbers; of equal keys the first counts. */
    Found find(String name, List<Long> keys, Width width, Abstract key) {
        DirectTable direct = DirectTable.of(keys);
        if (direct != null) return direct.find(evaluation, width, key);
        HashedTable hashed = HashedTable.of(keys, width);
        if (hashed != null) return hashed.find(evaluation, width, key);
        int size = width == Width.W64 ? Long.BYTES : Integer.BYTES;
        List<ConstantTable.Entry> entries = new ArrayList<>();
        java.util.Set<Long> seen = new java.util.HashSet<>();
        for (int i = 0; i < keys.size(); i++) {
            if (seen.add(keys.get(i)))
                entries.add(new ConstantTable.Entry(TableBytes.of(keys.get(i), size), TableBytes.of(i, 4)));
        }
        ConstantTable table = ConstantTable.hash(entries);
        table.name(name);
        return find(table, evaluation.memory().keyAddress(key, size), keys.size());
    }
}
