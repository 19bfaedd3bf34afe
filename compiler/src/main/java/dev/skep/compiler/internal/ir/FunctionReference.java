package dev.skep.compiler.internal.ir;

/**
 * A function of the program's own as a helper's argument: {@code ld_imm64} with BPF_PSEUDO_FUNC.
 *
 * @see CallTarget.Function
 */
public final class FunctionReference extends Value {
    private final CallTarget.Function function;

    /** A reference to {@code function}. */
    public FunctionReference(CallTarget.Function function) {
        this.function = function;
    }

    /** The function. */
    public CallTarget.Function function() {
        return function;
    }

    @Override
    public Width width() {
        return Width.W64;
    }

    @Override
    public boolean rematerializable() {
        return true;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FunctionReference f && f.function.equals(function);
    }

    @Override
    public int hashCode() {
        return function.hashCode();
    }

    @Override
    public String toString() {
        return "&" + function.name();
    }
}
