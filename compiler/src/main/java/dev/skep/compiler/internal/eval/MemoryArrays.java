package dev.skep.compiler.internal.eval;

import dev.skep.compiler.internal.eval.Pointer.Nullability;
import dev.skep.compiler.internal.ir.StackAddress;
import dev.skep.compiler.internal.ir.StackSlot;

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
        checkIndex(index, length(array), state);
        return evaluation
                .memory()
                .indexed(array, index, DataCell.size(array.type().getComponentType()));
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

    /** Refuses an index that is not proven to lie in an array of {@code length} elements. */
    static void checkIndex(Abstract index, int length, State state) {
        Range range = Range.of(index, state);
        if (range.isIndexFor(length)) return;
        if (range.min() == range.max()) {
            throw new Refusal(
                    "index " + range.min() + " is out of bounds for length " + length, "check the index first");
        }
        throw new Refusal(
                "this index may be out of bounds: it is known to be from " + range.min() + " to " + range.max()
                        + ", and the array has " + length + " elements",
                "test it first: if (i < 0 || i >= " + length + ") return 0; or mask it: i & "
                        + (Integer.highestOneBit(Math.max(1, length)) - 1));
    }
}
