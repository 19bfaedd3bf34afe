package dev.skep.compiler.internal.eval;

import dev.skep.compiler.internal.ir.Binary;
import dev.skep.compiler.internal.ir.BinaryOperation;
import dev.skep.compiler.internal.ir.Block;
import dev.skep.compiler.internal.ir.Constant;
import dev.skep.compiler.internal.ir.Extend;
import dev.skep.compiler.internal.ir.GlobalAddress;
import dev.skep.compiler.internal.ir.Graph;
import dev.skep.compiler.internal.ir.Instruction;
import dev.skep.compiler.internal.ir.Load;
import dev.skep.compiler.internal.ir.Range;
import dev.skep.compiler.internal.ir.Value;
import dev.skep.compiler.internal.ir.Width;
import dev.skep.compiler.internal.optimize.Ranges;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * Arrays of numbers known at load time that are indexed at run time: they lie in .rodata.
 *
 * <p>Java would throw for an index outside. The kernel cannot, so the index must be provably inside: by a mask, a remainder, an unsigned
 * byte, or a test on the way. What cannot be proven is refused, once the whole program is there to be looked at. Tables are padded to a
 * power of two, so that what only the compiler can prove is told to the verifier by a mask.
 */
final class ConstantTables {
    /** A read of a table: its index and how many elements there are. */
    private record Access(Load load, Value index, int length) {}

    private final Evaluation evaluation;
    private final List<Access> accesses = new ArrayList<>();
    private final IdentityHashMap<Object, GlobalAddress> addresses = new IdentityHashMap<>();

    ConstantTables(Evaluation evaluation) {
        this.evaluation = evaluation;
    }

    /** How often tables were read so far. */
    int accesses() {
        return accesses.size();
    }

    /** Whether this is an array that can be a table. */
    static boolean isTable(Object array) {
        return array instanceof byte[]
                || array instanceof boolean[]
                || array instanceof short[]
                || array instanceof char[]
                || array instanceof int[]
                || array instanceof long[];
    }

    /** The element at an index that is known at run time only. */
    Abstract load(Object array, Abstract index) {
        int length = java.lang.reflect.Array.getLength(array);
        if (length == 0) throw new Refusal("an array without elements is indexed", "leave the access out");
        Class<?> element = array.getClass().getComponentType();
        int size = DataCell.size(element);
        boolean signed = size < 4 && element != char.class && element != boolean.class;
        Width width = size == 8 ? Width.W64 : Width.W32;
        CodeBuilder code = evaluation.builder();
        int mask = length == 1 ? 0 : Integer.highestOneBit(length - 1) * 2 - 1;
        // A search comes here once for each step, and its array may be large.
        GlobalAddress table = addresses.computeIfAbsent(
                array, a -> evaluation.environment().constants().address(Arrays.copyOf(bytes(a), (mask + 1) * size)));
        Value number = evaluation.materializer().value(index);
        Value distance = evaluation.materializer().zeroExtended(index);
        if (!seenToBeWithin(number, mask)) distance = code.bound(distance, mask);
        Value loaded = code.load(code.element(table, distance, size), 0, size, signed, width, "table[" + length + "]");
        if (loaded instanceof Load load) accesses.add(new Access(load, number, length));
        return new Scalar(loaded, width);
    }

    /** Whether the verifier, which knows masks, shifts and small loads but no remainders, sees that the index is not above a mask. */
    private static boolean seenToBeWithin(Value index, long mask) {
        if (index instanceof Binary binary && binary.right() instanceof Constant constant) {
            long number = constant.value();
            if (binary.operation() == BinaryOperation.AND) return number >= 0 && number <= mask;
            int distance = (int) number & 31;
            return binary.operation() == BinaryOperation.SHIFT_RIGHT_UNSIGNED
                    && binary.width() == Width.W32
                    && distance > 0
                    && 0xffffffffL >>> distance <= mask;
        }
        if (index instanceof Extend extend) return !extend.signed() && (1L << extend.fromBits()) - 1 <= mask;
        return index instanceof Load load && !load.signed() && load.size() < 4 && (1L << (load.size() * 8)) - 1 <= mask;
    }

    private static byte[] bytes(Object array) {
        if (array instanceof byte[] bytes) return bytes;
        if (array instanceof boolean[] flags) {
            byte[] bytes = new byte[flags.length];
            for (int i = 0; i < bytes.length; i++) bytes[i] = (byte) (flags[i] ? 1 : 0);
            return bytes;
        }
        MemorySegment memory = array instanceof short[] s
                ? MemorySegment.ofArray(s)
                : array instanceof char[] c
                        ? MemorySegment.ofArray(c)
                        : array instanceof int[] i ? MemorySegment.ofArray(i) : MemorySegment.ofArray((long[]) array);
        return memory.toArray(java.lang.foreign.ValueLayout.JAVA_BYTE);
    }

    /**
     * Looks at every access that is in the finished graph.
     *
     * @throws Refusal at the first whose index may lie outside
     */
    void check(Graph graph) {
        if (accesses.isEmpty()) return;
        Ranges ranges = Ranges.of(graph);
        for (Block block : graph.blocks()) {
            for (Instruction instruction : block.instructions()) {
                for (Access access : accesses) {
                    if (access.load() == instruction) check(access, ranges.at(access.index(), block));
                }
            }
        }
    }

    private static void check(Access access, Range range) {
        int length = access.length();
        if (range.within(0, length - 1L)) return;
        throw new Refusal(
                        "the index may be " + (range.least() < 0 ? "negative" : range.most() + " at most")
                                + ", and the array has " + length + " elements",
                        Integer.bitCount(length) == 1
                                ? "mask it: i & " + (length - 1) + ", or test it: if (i < 0 || i >= " + length
                                        + ") return"
                                : "test it first: if (i < 0 || i >= " + length + ") return")
                .at(access.load().position());
    }
}
