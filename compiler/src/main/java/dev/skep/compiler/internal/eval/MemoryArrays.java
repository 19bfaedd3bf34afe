package dev.skep.compiler.internal.eval;

import dev.skep.compiler.internal.eval.Pointer.Nullability;
import dev.skep.compiler.internal.ir.Condition;
import dev.skep.compiler.internal.ir.Constant;
import dev.skep.compiler.internal.ir.Edge;
import dev.skep.compiler.internal.ir.Range;
import dev.skep.compiler.internal.ir.StackAddress;
import dev.skep.compiler.internal.ir.StackSlot;
import dev.skep.compiler.internal.ir.Value;
import dev.skep.compiler.internal.ir.Width;

/**
 * Arrays of primitives on the program's stack: those that are indexed by values known only at run time. A {@link Pointer} whose type is
 * the array's stands for them.
 */
final class MemoryArrays {
    private static final int STACK_LIMIT = 512;

    private final Evaluation evaluation;

    MemoryArrays(Evaluation evaluation) {
        this.evaluation = evaluation;
    }

    /** Whether {@code value} is an array in memory. */
    static boolean isArray(Abstract value) {
        return value instanceof Pointer p && p.type().isArray();
    }

    /** A new array of zeros. */
    Pointer make(Class<?> component, int length) {
        int size = DataCell.size(component) * length;
        if (size > STACK_LIMIT) {
            throw new Refusal(
                    "an array of " + length + " " + component.getSimpleName()
                            + " that is indexed by a value known only at run time does not fit the program's stack of "
                            + STACK_LIMIT + " bytes",
                    "use an ArrayMap or a PerCpuArray, or index it by constants");
        }
        return evaluation
                .memory()
                .zeroed(component.arrayType(), Math.max(8, size), component.getSimpleName() + "[]")
                .sized(size);
    }

    static int length(Pointer array) {
        return array.length() / DataCell.size(array.type().getComponentType());
    }

    Abstract load(Pointer array, Abstract index, State state) {
        Class<?> component = array.type().getComponentType();
        Pointer at = element(array, index, state);
        return evaluation.memory().read(at, field(component), null, component, component.getSimpleName() + "[]");
    }

    void store(Pointer array, Abstract index, Abstract value, State state) {
        Class<?> component = array.type().getComponentType();
        Pointer at = element(array, index, state);
        evaluation.memory().write(at, field(component), null, value, component.getSimpleName() + "[]");
    }

    private Pointer element(Pointer array, Abstract index, State state) {
        Abstract inBounds = index(index, length(array), evaluation, state);
        return evaluation
                .memory()
                .indexed(array, inBounds, DataCell.size(array.type().getComponentType()));
    }

    private static MemoryField field(Class<?> component) {
        return MemoryField.plain(0, DataCell.size(component), MemoryField.Kind.INTEGER, component != char.class);
    }

    /** A copy, as {@code clone()} makes. */
    Pointer copy(Pointer array) {
        Class<?> component = array.type().getComponentType();
        StackSlot slot =
                evaluation.builder().graph().newSlot((array.length() + 7) & -8, 8, component.getSimpleName() + "[]");
        Pointer copy = new Pointer(
                new StackAddress(slot, 0), 0, Region.STACK, array.type(), array.length(), Nullability.NEVER);
        State unused = new State(0, 0);
        for (int i = 0; i < length(array); i++) store(copy, Known.of(i), load(array, Known.of(i), unused), unused);
        return copy;
    }

    /** The index, which must be proven to lie in an array of {@code length} elements, so that the verifier sees it too. */
    static Abstract index(Abstract index, int length, Evaluation evaluation, State state) {
        checkIndex(index, length, state);
        if (Ranges.verified(index, state).within(0, length - 1L)) return index;
        CodeBuilder code = evaluation.builder();
        Value register = evaluation.materializer().zeroExtended(index);
        Edge inside = new Edge();
        Edge outside = new Edge();
        // In 64 bits: the verifier forgets that the upper half is zero behind a division of 32 bits.
        code.branch(Condition.LESS_UNSIGNED, Width.W64, register, Constant.of((long) length), inside, outside);
        return Scalar.ofLong(code.merge(inside, register, outside, Constant.of(0L), Width.W64));
    }

    /** Refuses an index that is not proven to lie in an array of {@code length} elements. */
    private static void checkIndex(Abstract index, int length, State state) {
        Range range = Ranges.of(index, state);
        if (range.within(0, length - 1L)) return;
        if (range.isSingle()) {
            throw new Refusal(
                    "index " + range.least() + " is out of bounds for length " + length, "check the index first");
        }
        throw new Refusal(
                "this index may be out of bounds: it is known to be from " + range.least() + " to " + range.most()
                        + ", and the array has " + length + " elements",
                "test it first: if (i < 0 || i >= " + length + ") return 0; or mask it: i & "
                        + (Integer.highestOneBit(Math.max(1, length)) - 1));
    }
}
