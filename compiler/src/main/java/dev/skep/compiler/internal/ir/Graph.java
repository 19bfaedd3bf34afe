package dev.skep.compiler.internal.ir;

import dev.skep.bpf.memory.AtomicAccess;
import java.util.ArrayList;
import java.util.List;

/** One program: its blocks, the entry first, and its stack slots. Also the factory of everything inside it, so that numbers are unique. */
public final class Graph {
    private final String name;
    private final List<Block> blocks = new ArrayList<>();
    private final List<StackSlot> slots = new ArrayList<>();
    private int nextValue;
    private int nextBlock;

    /** An empty graph for the program {@code name}. */
    public Graph(String name) {
        this.name = name;
    }

    /** An empty graph for a function that takes over blocks of this one, whose numbers go on from this one's. */
    public Graph part(String function) {
        Graph part = new Graph(function);
        part.nextValue = nextValue;
        part.nextBlock = nextBlock;
        return part;
    }

    /** The program's name. */
    public String name() {
        return name;
    }

    /** The blocks, the entry first; passes may change the list. */
    public List<Block> blocks() {
        return blocks;
    }

    /** The entry block. */
    public Block entry() {
        return blocks.getFirst();
    }

    /** The stack slots made so far; those that no {@link StackAddress} names take no room. */
    public List<StackSlot> slots() {
        return slots;
    }

    /** A new block at the end of the list. */
    public Block newBlock() {
        Block block = new Block(nextBlock++);
        blocks.add(block);
        return block;
    }

    /** A new block that is not in the list yet; for passes that choose its place. */
    public Block newDetachedBlock() {
        return new Block(nextBlock++);
    }

    /** A new parameter, appended to the block's. */
    public Parameter newParameter(Block block, Width width) {
        Parameter parameter = new Parameter(nextValue++, width);
        block.parameters().add(parameter);
        return parameter;
    }

    /** A new stack slot. */
    public StackSlot newSlot(int size, int alignment, String purpose) {
        StackSlot slot = new StackSlot(slots.size(), size, alignment, purpose);
        slots.add(slot);
        return slot;
    }

    public ContextArgument context(SourcePosition at) {
        return new ContextArgument(nextValue++, at);
    }

    public Argument argument(SourcePosition at, int index, Width width) {
        return new Argument(nextValue++, at, index, width);
    }

    public Binary binary(SourcePosition at, BinaryOperation operation, Width width, Value left, Value right) {
        return new Binary(nextValue++, at, operation, width, left, right);
    }

    public Negate negate(SourcePosition at, Width width, Value operand) {
        return new Negate(nextValue++, at, width, operand);
    }

    public Extend extend(SourcePosition at, Value operand, int fromBits, boolean signed, Width width) {
        return new Extend(nextValue++, at, operand, fromBits, signed, width);
    }

    public ByteSwap byteSwap(SourcePosition at, Value operand, int bits) {
        return new ByteSwap(nextValue++, at, operand, bits);
    }

    public Bound bound(SourcePosition at, Value operand, long mask) {
        return new Bound(nextValue++, at, operand, mask);
    }

    public Load load(SourcePosition at, Value base, int offset, int size, boolean signed, Width width, String what) {
        return new Load(nextValue++, at, base, offset, size, signed, width, what);
    }

    public Store store(SourcePosition at, Value base, int offset, int size, Value value) {
        return new Store(nextValue++, at, base, offset, size, value);
    }

    public Atomic atomic(SourcePosition at, AtomicAccess access, Value base, int offset, int size, List<Value> values) {
        return new Atomic(nextValue++, at, access, base, offset, size, values);
    }

    public Call call(SourcePosition at, CallTarget target, Value... arguments) {
        return new Call(nextValue++, at, target, arguments.clone());
    }

    public Jump jump(SourcePosition at, Edge edge) {
        return new Jump(nextValue++, at, edge);
    }

    public Branch branch(
            SourcePosition at,
            Condition condition,
            Width width,
            Value left,
            Value right,
            Edge whenTrue,
            Edge whenFalse) {
        return new Branch(nextValue++, at, condition, width, left, right, whenTrue, whenFalse);
    }

    public Return returns(SourcePosition at, Value result) {
        return new Return(nextValue++, at, result);
    }

    /** A bound above all value numbers, for tables indexed by number. */
    public int valueCount() {
        return nextValue;
    }

    /** A bound above all block numbers. */
    public int blockCount() {
        return nextBlock;
    }

    /** The listing: every block with its instructions and their Java lines. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(name).append(":\n");
        for (Block block : blocks) {
            text.append(block)
                    .append(
                            block.parameters().isEmpty()
                                    ? ""
                                    : block.parameters().toString())
                    .append(":\n");
            for (Instruction instruction : block.instructions()) {
                String line = instruction.listing();
                text.append("    ").append(line);
                text.append(" ".repeat(Math.max(1, 68 - line.length())))
                        .append("; ")
                        .append(instruction.position());
                text.append('\n');
            }
        }
        return text.toString();
    }
}
