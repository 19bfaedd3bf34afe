package dev.skep.compiler.internal.ir;

/** Something that is in a register when it is used: a constant, an address known at load time, or a computed value. */
public abstract sealed class Value
        permits Constant, StackAddress, MapReference, GlobalAddress, FunctionReference, Parameter, Instruction {

    /** W32 if the upper half of the register means nothing, W64 if all of it counts. */
    public abstract Width width();

    /** Whether it is cheaper to make the value again at each use than to keep it in a register. */
    public boolean rematerializable() {
        return false;
    }
}
