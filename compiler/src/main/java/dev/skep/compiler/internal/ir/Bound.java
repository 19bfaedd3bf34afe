package dev.skep.compiler.internal.ir;

/**
 * The operand, which the compiler knows to be from 0 to {@code mask}, as something that the verifier knows it of, too. The mask is all
 * ones from the lowest bit on; applying it changes nothing, so no pass may use that to remove it.
 */
public final class Bound extends Instruction {
    private final long mask;

    Bound(int id, SourcePosition position, Value operand, long mask) {
        super(id, position, operand);
        this.mask = mask;
    }

    /** The largest number. */
    public long mask() {
        return mask;
    }

    @Override
    public Width width() {
        return Width.W64;
    }

    @Override
    public boolean hasResult() {
        return true;
    }

    @Override
    public boolean removable() {
        return true;
    }

    @Override
    protected String describe() {
        return "bound " + operandList() + ", #" + mask + "L";
    }
}
