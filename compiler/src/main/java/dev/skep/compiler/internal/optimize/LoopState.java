package dev.skep.compiler.internal.optimize;

import dev.skep.compiler.internal.ir.Graph;
import dev.skep.compiler.internal.ir.Instruction;
import dev.skep.compiler.internal.ir.Load;
import dev.skep.compiler.internal.ir.SourcePosition;
import dev.skep.compiler.internal.ir.StackSlot;
import dev.skep.compiler.internal.ir.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The memory that a loop and the function of its turns share: eight bytes for each value, and how the loop was left. */
final class LoopState {
    private static final int BYTES = 8;
    /** Where the number of the exit lies; 0 as long as none was taken. */
    static final int EXIT = 0;

    private final Map<Value, Integer> offsets = new LinkedHashMap<>();
    private final SourcePosition at;
    private int size = BYTES;

    LoopState(SourcePosition at) {
        this.at = at;
    }

    /** Gives a value its place. */
    void add(Value value) {
        offsets.put(value, size);
        size += BYTES;
    }

    /** A slot for it, once all values have a place. */
    StackSlot slot(Graph graph) {
        return graph.newSlot(size, BYTES, "loop state");
    }

    /** Code that writes {@code content} to the place of {@code value}. */
    void store(Graph graph, Value memory, Value value, Value content, List<Instruction> code) {
        code.add(graph.store(at, memory, offset(value), value.width().bits() / Byte.SIZE, content));
    }

    /** Code that reads the place of {@code value}. */
    Load load(Graph graph, Value memory, Value value, List<Instruction> code) {
        int bytes = value.width().bits() / Byte.SIZE;
        Load load = graph.load(at, memory, offset(value), bytes, false, value.width(), "loop state");
        code.add(load);
        return load;
    }

    private int offset(Value value) {
        return Objects.requireNonNull(offsets.get(value), () -> value + " has no place in the loop's state");
    }
}
