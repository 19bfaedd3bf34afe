package dev.skep.compiler.internal.ir;

import java.util.ArrayList;
import java.util.List;

/** A straight run of instructions that ends in a {@link Terminator}. */
public final class Block {
    private final int id;
    private final List<Parameter> parameters = new ArrayList<>();
    private final List<Instruction> instructions = new ArrayList<>();

    Block(int id) {
        this.id = id;
    }

    /** Number within the graph. */
    public int id() {
        return id;
    }

    /** The parameters; may be changed together with the arguments of all edges that lead here. */
    public List<Parameter> parameters() {
        return parameters;
    }

    /** The instructions, the terminator last; may be changed. */
    public List<Instruction> instructions() {
        return instructions;
    }

    /** Whether the block is finished. */
    public boolean terminated() {
        return !instructions.isEmpty() && instructions.getLast() instanceof Terminator;
    }

    /** The terminator of a finished block. */
    public Terminator terminator() {
        return (Terminator) instructions.getLast();
    }

    @Override
    public String toString() {
        return "b" + id;
    }
}
