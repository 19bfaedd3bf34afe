package dev.skep.compiler.internal.ir;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Runs a graph on the JVM, as an oracle for what the compiler makes of it.
 *
 * <p>The upper half of a W32 value is filled with noise, so that code which relies on it is found out. Addresses are
 * numbers with the region in the upper half: 1 is the context, from 2 on the stack slots.
 */
public final class GraphInterpreter {
    private static final int CONTEXT_REGION = 1;

    private final Graph graph;
    private final long[] values;
    private final List<ByteBuffer> regions = new ArrayList<>();
    private final SplittableRandom noise = new SplittableRandom(42);
    private int stepsLeft;

    /** An interpreter for {@code graph} with this memory as the context; memory is changed by stores. */
    public GraphInterpreter(Graph graph, byte[] context, int mostSteps) {
        this.graph = graph;
        values = new long[graph.valueCount()];
        stepsLeft = mostSteps;
        regions.add(ByteBuffer.allocate(0));
        regions.add(ByteBuffer.wrap(context).order(ByteOrder.nativeOrder()));
        for (StackSlot slot : graph.slots()) {
            regions.add(ByteBuffer.allocate(slot.size()).order(ByteOrder.nativeOrder()));
        }
    }

    /** The program's result, 32 bits. */
    public int run() {
        Block block = graph.entry();
        while (true) {
            for (Instruction instruction : block.instructions()) {
                if (stepsLeft-- == 0) throw new IllegalStateException("the graph does not end");
                if (!(instruction instanceof Terminator)) execute(instruction);
            }
            Edge edge;
            switch (block.terminator()) {
                case Return returned -> {
                    return (int) value(returned.result());
                }
                case Jump jump -> edge = jump.edge();
                case Branch branch ->
                    edge = branch.condition()
                                    .evaluate(branch.compareWidth(), value(branch.left()), value(branch.right()))
                            ? branch.whenTrue()
                            : branch.whenFalse();
            }
            long[] arguments = edge.arguments().stream().mapToLong(this::value).toArray();
            block = edge.target();
            for (int i = 0; i < arguments.length; i++) {
                Parameter parameter = block.parameters().get(i);
                define(parameter.id(), parameter.width(), arguments[i]);
            }
        }
    }

    private void define(int id, Width width, long value) {
        values[id] = width == Width.W64 ? value : (value & 0xffffffffL) | noise.nextLong() << 32;
    }

    private long value(Value value) {
        return switch (value) {
            case Constant constant -> constant.value();
            case StackAddress address -> (long) (address.slot().id() + 2) << 32 | address.offset();
            case Parameter parameter -> values[parameter.id()];
            case Instruction instruction -> values[instruction.id()];
            case FunctionReference function -> throw new IllegalArgumentException("no functions here: " + function);
            case MapReference map -> throw new IllegalArgumentException("no maps here: " + map);
            case GlobalAddress global -> throw new IllegalArgumentException("no maps here: " + global);
        };
    }

    private void execute(Instruction instruction) {
        switch (instruction) {
            case ContextArgument context -> define(context.id(), Width.W64, (long) CONTEXT_REGION << 32);
            case Argument argument -> throw new IllegalArgumentException(argument.listing());
            case Binary b ->
                define(b.id(), b.width(), b.operation().evaluate(b.width(), value(b.left()), value(b.right())));
            case Negate n -> define(n.id(), n.width(), -value(n.operand(0)));
            case Extend e -> define(e.id(), e.width(), e.evaluate(value(e.operand(0))));
            case ByteSwap s -> define(s.id(), s.width(), s.evaluate(value(s.operand(0))));
            case Bound b -> define(b.id(), Width.W64, value(b.operand(0)) & b.mask());
            case Load load -> define(load.id(), load.width(), load(load));
            case Store store -> write(value(store.base()) + store.offset(), store.size(), value(store.value()));
            case Atomic atomic -> {
                long address = value(atomic.base()) + atomic.offset();
                long old = read(address, atomic.size());
                write(address, atomic.size(), changed(atomic, old));
                if (atomic.hasResult()) define(atomic.id(), atomic.width(), old);
            }
            case Call call -> define(call.id(), Width.W64, 0);
            case Terminator terminator -> throw new IllegalArgumentException(terminator.listing());
        }
    }

    private long changed(Atomic atomic, long old) {
        List<Value> values = atomic.values();
        long first = values.isEmpty() ? 0 : value(values.getFirst());
        return switch (atomic.access()) {
            case ADD, GET_AND_ADD -> old + first;
            case OR, GET_AND_OR -> old | first;
            case AND, GET_AND_AND -> old & first;
            case XOR, GET_AND_XOR -> old ^ first;
            case GET_AND_SET, SET_RELEASE -> first;
            case GET_ACQUIRE -> old;
            case COMPARE_AND_EXCHANGE -> {
                boolean same = atomic.size() == Long.BYTES ? old == first : (int) old == (int) first;
                yield same ? value(values.get(1)) : old;
            }
        };
    }

    private long load(Load load) {
        long bits = read(value(load.base()) + load.offset(), load.size());
        int unused = Long.SIZE - load.size() * Byte.SIZE;
        return load.signed() ? bits << unused >> unused : bits;
    }

    private long read(long address, int size) {
        ByteBuffer region = regions.get((int) (address >>> 32));
        int at = (int) address;
        return switch (size) {
            case 1 -> region.get(at) & 0xff;
            case 2 -> region.getShort(at) & 0xffff;
            case 4 -> region.getInt(at) & 0xffffffffL;
            default -> region.getLong(at);
        };
    }

    private void write(long address, int size, long value) {
        ByteBuffer region = regions.get((int) (address >>> 32));
        int at = (int) address;
        switch (size) {
            case 1 -> region.put(at, (byte) value);
            case 2 -> region.putShort(at, (short) value);
            case 4 -> region.putInt(at, (int) value);
            default -> region.putLong(at, value);
        }
    }
}
