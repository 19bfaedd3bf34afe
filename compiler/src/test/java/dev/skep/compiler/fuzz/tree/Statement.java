package dev.skep.compiler.fuzz.tree;

import java.util.List;

/** What is done. */
public sealed interface Statement extends Node {
    /** Sets a local. */
    record Assign(int local, Expression value) implements Statement {}

    /** Adds a number to an int local by iinc. */
    record Increment(int local, int amount) implements Statement {}

    /** Writes a field of a struct. */
    record SetField(int struct, CellField field, Expression value) implements Statement {}

    /** Writes a number into the bytes of a struct; the offset is masked. */
    record SetBytes(int struct, int width, Expression offset, Expression value) implements Statement {}

    /** Writes an element of a struct's row; the index is masked. */
    record SetRow(int struct, Expression index, Expression value) implements Statement {}

    /** Writes a field of the program. */
    record SetData(JavaType type, Expression value) implements Statement {}

    /** Writes an element of an array. */
    record SetElement(int array, int index, Expression value) implements Statement {}

    /** Folds an array into an int local, by a loop over it. */
    record SumArray(int array, int local) implements Statement {}

    /** Makes a record. */
    record SetPair(int pair, Expression left, Expression right) implements Statement {}

    /** {@code pair = pair.plus(other)}. */
    record AddPair(int pair, int other) implements Statement {}

    /** {@code pair = pair.swapped()}. */
    record SwapPair(int pair) implements Statement {}

    /** A branch. */
    record If(Expression condition, List<Statement> then, List<Statement> otherwise) implements Statement {}

    /** A switch. */
    record Switch(Expression selector, List<Branch> branches, List<Statement> otherwise) implements Statement {}

    /** How a loop is written. */
    enum LoopForm {
        FOR,
        WHILE,
        DO
    }

    /**
     * A loop that runs {@code bound & mask} times at most; where the mask is 0 the bound is a literal.
     *
     * @param label what breaks and continues name
     * @param counter an int local that nothing else writes
     * @param hoisted whether the bound is computed once
     */
    record Loop(
            LoopForm form, int label, int counter, Expression bound, int mask, boolean hoisted, List<Statement> body)
            implements Statement {}

    /** {@code break label} or {@code continue label} if the condition holds. */
    record Leave(int label, boolean goOn, Expression condition) implements Statement {}

    /** Looks an element of a map up; inside of the first branch it is a struct. */
    record Lookup(boolean hash, Expression key, int struct, List<Statement> found, List<Statement> missing)
            implements Statement {}

    /** Puts a struct of the stack into the hash map. */
    record Put(Expression key, int struct, int local) implements Statement {}

    /** Removes an element of the hash map. */
    record Remove(Expression key, int local) implements Statement {}

    /** Looks at the packet; inside of the first branch it is a struct. */
    record PacketAt(Expression offset, int mask, int struct, List<Statement> found, List<Statement> cut)
            implements Statement {}

    /** Returns. */
    record Return(Expression value) implements Statement {}
}
