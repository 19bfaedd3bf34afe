package dev.skep.compiler.internal.eval;

import dev.skep.bpf.memory.AtomicAccess;
import dev.skep.compiler.internal.ir.Binary;
import dev.skep.compiler.internal.ir.BinaryOperation;
import dev.skep.compiler.internal.ir.Block;
import dev.skep.compiler.internal.ir.Call;
import dev.skep.compiler.internal.ir.CallTarget;
import dev.skep.compiler.internal.ir.Condition;
import dev.skep.compiler.internal.ir.Constant;
import dev.skep.compiler.internal.ir.Edge;
import dev.skep.compiler.internal.ir.Extend;
import dev.skep.compiler.internal.ir.Graph;
import dev.skep.compiler.internal.ir.Instruction;
import dev.skep.compiler.internal.ir.Jump;
import dev.skep.compiler.internal.ir.Parameter;
import dev.skep.compiler.internal.ir.SourcePosition;
import dev.skep.compiler.internal.ir.StackAddress;
import dev.skep.compiler.internal.ir.StackSlot;
import dev.skep.compiler.internal.ir.Terminator;
import dev.skep.compiler.internal.ir.Value;
import dev.skep.compiler.internal.ir.Width;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Appends instructions to the current block of a graph, at the current source position, and can take a part back. */
public final class CodeBuilder {
    /** Whether plain loads acquire and plain stores release on this machine. */
    private static final boolean TOTAL_STORE_ORDER =
            System.getProperty("os.arch", "").equals("amd64");

    private final Graph graph;
    private @Nullable Block block;
    private SourcePosition position;
    private int size;
    /** Blocks before this one stay as they are: a mark may come back to where they end. */
    private int firstOpen;

    private final List<String> notes = new ArrayList<>();

    CodeBuilder(Graph graph, SourcePosition position) {
        this.graph = graph;
        this.position = position;
    }

    /** A point to come back to. */
    record Mark(int blocks, int size, int notes) {}

    /** Marks the present end; the current block must be finished. */
    Mark mark() {
        if (block != null) throw new IllegalStateException("mark inside a block");
        firstOpen = graph.blocks().size();
        return new Mark(firstOpen, size, notes.size());
    }

    /** Drops all blocks that were begun since {@code mark}. */
    void rollBack(Mark mark) {
        List<Block> blocks = graph.blocks();
        blocks.subList(mark.blocks(), blocks.size()).clear();
        firstOpen = mark.blocks();
        size = mark.size();
        notes.subList(mark.notes(), notes.size()).clear();
        block = null;
    }

    /** Blocks that were taken out behind a mark. */
    record Part(List<Block> blocks, int size, List<String> notes) {}

    /** As {@link #rollBack}, in a way that can be undone. */
    Part takeOut(Mark mark) {
        List<Block> blocks = graph.blocks();
        Part part = new Part(
                List.copyOf(blocks.subList(mark.blocks(), blocks.size())),
                size - mark.size(),
                List.copyOf(notes.subList(mark.notes(), notes.size())));
        rollBack(mark);
        return part;
    }

    /** Puts back what was taken out, at the mark where that was done. */
    void putIn(Part part) {
        if (block != null) throw new IllegalStateException("previous block not finished");
        graph.blocks().addAll(part.blocks());
        size += part.size();
        notes.addAll(part.notes());
        firstOpen = graph.blocks().size();
    }

    Graph graph() {
        return graph;
    }

    /** What was decided about the code so far, for the user: loops unrolled and kept. */
    List<String> notes() {
        return notes;
    }

    /** How many instructions there are now, with the jumps that {@link #begin} found needless. */
    int size() {
        return size;
    }

    /** The source position that new instructions get. */
    public SourcePosition position() {
        return position;
    }

    void position(SourcePosition newPosition) {
        position = newPosition;
    }

    /** Makes a new block and continues in it. */
    Block startBlock() {
        if (block != null) throw new IllegalStateException("previous block not finished");
        block = graph.newBlock();
        return block;
    }

    /** Continues in a block that was made detached. */
    void enter(Block detached) {
        if (block != null) throw new IllegalStateException("previous block not finished");
        graph.blocks().add(detached);
        block = detached;
    }

    private <I extends Instruction> I add(I instruction) {
        if (block == null) throw new IllegalStateException("no current block");
        block.instructions().add(instruction);
        size++;
        if (instruction instanceof Terminator) block = null;
        return instruction;
    }

    /** Appends instructions that were taken back, as they were. */
    void again(List<Instruction> instructions) {
        for (Instruction instruction : instructions) add(instruction);
    }

    /** The context pointer. */
    Value context() {
        return add(graph.context(position));
    }

    /** An argument of the function that is being built. */
    Value argument(int index, Width width) {
        return add(graph.argument(position, index, width));
    }

    /** {@code left operation right}; computed now if both are constants. */
    public Value binary(BinaryOperation operation, Width width, Value left, Value right) {
        if (left instanceof Constant a && right instanceof Constant b) {
            long result = operation.evaluate(width, a.value(), b.value());
            return width == Width.W32 ? Constant.of((int) result) : Constant.of(result);
        }
        Binary made = graph.binary(position, operation, width, left, right);
        return add(made);
    }

    /** {@code -operand}. */
    Value negate(Width width, Value operand) {
        return add(graph.negate(position, width, operand));
    }

    /** The lowest {@code bits} of {@code operand}, widened. */
    public Value extend(Value operand, int bits, boolean signed, Width width) {
        if (operand instanceof Constant c) {
            long kept = c.value() << (64 - bits);
            long wide = signed ? kept >> (64 - bits) : kept >>> (64 - bits);
            return width == Width.W32 ? Constant.of((int) wide) : Constant.of(wide);
        }
        Extend made = graph.extend(position, operand, bits, signed, width);
        return add(made);
    }

    /** The lowest {@code bits} of {@code operand} in the other byte order. */
    public Value byteSwap(Value operand, int bits) {
        return add(graph.byteSwap(position, operand, bits));
    }

    /** {@code operand}, known to be at most {@code mask}, in a way that the verifier knows it of, too. */
    public Value bound(Value operand, long mask) {
        return add(graph.bound(position, operand, mask));
    }

    /** The address of an element of a table: {@code index}, of 64 bits, times {@code size} behind its start. */
    public Value element(Value table, Value index, int size) {
        Value distance =
                size == 1 ? index : binary(BinaryOperation.MULTIPLY, Width.W64, index, Constant.of((long) size));
        return binary(BinaryOperation.ADD, Width.W64, table, distance);
    }

    /** Reads memory. */
    public Value load(Value base, int offset, int bytes, boolean signed, Width width, String what) {
        return add(graph.load(position, base, offset, bytes, signed, width, what));
    }

    /** Writes memory. */
    public void store(Value base, int offset, int bytes, Value value) {
        add(graph.store(position, base, offset, bytes, value));
    }

    /** Accesses memory atomically; the result is what was found, where the access gives it. */
    public Value atomic(AtomicAccess access, Value base, int offset, int bytes, Value... values) {
        Width width = bytes == Long.BYTES ? Width.W64 : Width.W32;
        return switch (access) {
            case GET_ACQUIRE -> {
                if (TOTAL_STORE_ORDER) yield load(base, offset, bytes, false, width, "acquire");
                Constant nothing = width == Width.W64 ? Constant.of(0L) : Constant.of(0);
                yield atomic(AtomicAccess.GET_AND_ADD, base, offset, bytes, nothing);
            }
            case SET_RELEASE -> {
                if (!TOTAL_STORE_ORDER) yield atomic(AtomicAccess.GET_AND_SET, base, offset, bytes, values);
                store(base, offset, bytes, values[0]);
                yield values[0];
            }
            default -> add(graph.atomic(position, access, base, offset, bytes, List.of(values)));
        };
    }

    /** Calls a helper. */
    public Call helper(int id, String name, Value... arguments) {
        return add(graph.call(position, new CallTarget.Helper(id, name), arguments));
    }

    /** Calls a helper or a kernel function. */
    public Call call(CallTarget target, Value... arguments) {
        return add(graph.call(position, target, arguments));
    }

    /** Calls a function of the program's own. */
    public Call function(CallTarget.Function target, Value... arguments) {
        return add(graph.call(position, target, arguments));
    }

    /** A place on the program's stack. */
    public StackSlot newSlot(int size, int alignment, String purpose) {
        return graph.newSlot(size, alignment, purpose);
    }

    /** Ends the block with a jump. */
    public void jump(Edge edge) {
        add(graph.jump(position, edge));
    }

    /** Ends the block with a two-way branch. */
    public void branch(Condition condition, Width width, Value left, Value right, Edge whenTrue, Edge whenFalse) {
        if (left instanceof Constant && !(right instanceof Constant)) {
            add(graph.branch(position, condition.mirrored(), width, right, left, whenTrue, whenFalse));
        } else {
            add(graph.branch(position, condition, width, left, right, whenTrue, whenFalse));
        }
    }

    /** Ends the program. */
    void returns(Value result) {
        add(graph.returns(position, result));
    }

    /** {@code base + offset}, on the stack without an instruction. */
    public Value address(Value base, int offset) {
        if (offset == 0) return base;
        if (base instanceof StackAddress s) return new StackAddress(s.slot(), s.offset() + offset);
        return binary(BinaryOperation.ADD, Width.W64, base, Constant.of((long) offset));
    }

    /** Begins a block that both edges enter, and returns a value that is {@code a} by the first and {@code b} by the second. */
    public Value merge(Edge first, Value a, Edge second, Value b, Width width) {
        Block next = startBlock();
        Parameter parameter = graph.newParameter(next, width);
        first.retarget(next, List.of(a));
        second.retarget(next, List.of(b));
        return parameter;
    }

    /** Begins a block that both edges enter. */
    public void merge(Edge first, Edge second) {
        Block next = startBlock();
        first.retarget(next, List.of());
        second.retarget(next, List.of());
    }

    /** Begins a block that {@code edge} enters; where it only leads on from the block before, that one goes on. */
    public void begin(Edge edge) {
        if (block == null && reopen(edge)) return;
        Block next = startBlock();
        edge.retarget(next, List.of());
    }

    @SuppressWarnings("ReferenceEquality") // the edge itself
    private boolean reopen(Edge edge) {
        List<Block> blocks = graph.blocks();
        if (blocks.size() <= firstOpen) return false;
        Block last = blocks.getLast();
        if (!(last.terminator() instanceof Jump jump) || jump.edge() != edge) return false;
        last.instructions().removeLast();
        block = last;
        return true;
    }
}
