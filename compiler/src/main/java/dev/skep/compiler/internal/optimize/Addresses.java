package dev.skep.compiler.internal.optimize;

import dev.skep.compiler.internal.ir.Atomic;
import dev.skep.compiler.internal.ir.Binary;
import dev.skep.compiler.internal.ir.BinaryOperation;
import dev.skep.compiler.internal.ir.Block;
import dev.skep.compiler.internal.ir.Branch;
import dev.skep.compiler.internal.ir.ByteSwap;
import dev.skep.compiler.internal.ir.Call;
import dev.skep.compiler.internal.ir.Condition;
import dev.skep.compiler.internal.ir.Constant;
import dev.skep.compiler.internal.ir.ContextArgument;
import dev.skep.compiler.internal.ir.Edge;
import dev.skep.compiler.internal.ir.Graph;
import dev.skep.compiler.internal.ir.Instruction;
import dev.skep.compiler.internal.ir.Load;
import dev.skep.compiler.internal.ir.Negate;
import dev.skep.compiler.internal.ir.Parameter;
import dev.skep.compiler.internal.ir.Store;
import dev.skep.compiler.internal.ir.Value;
import dev.skep.compiler.internal.ir.Width;

/**
 * Which values may be addresses to the verifier, which it lets nobody take apart.
 *
 * <p>What is multiplied, shifted, masked, or compared with a constant other than null, is a number. Otherwise an address is what memory is
 * accessed at, and what that was computed from; what comes from an address by addition or along an edge; and, as nothing else tells, what
 * was loaded from the context or is passed on to a call after it was loaded whole. Numbers may be taken for addresses, but no address for
 * a number.
 */
final class Addresses {
    private final boolean[] address;
    private final boolean[] number;
    private boolean changed = true;

    private Addresses(Graph graph) {
        address = new boolean[graph.valueCount()];
        number = new boolean[graph.valueCount()];
        for (Block block : graph.blocks()) {
            for (Instruction instruction : block.instructions()) findNumbers(instruction);
        }
    }

    static Addresses of(Graph graph) {
        Addresses addresses = new Addresses(graph);
        while (addresses.changed) {
            addresses.changed = false;
            for (Block block : graph.blocks()) addresses.visit(block);
        }
        return addresses;
    }

    /** Whether {@code value} may be an address. */
    boolean contains(Value value) {
        if (value instanceof Constant) return false;
        int id = Uses.id(value);
        return id < 0 || (id < address.length && address[id]);
    }

    private void findNumbers(Instruction instruction) {
        if (instruction instanceof Branch branch && branch.right() instanceof Constant constant) {
            boolean isNull = branch.condition() == Condition.EQUAL || branch.condition() == Condition.NOT_EQUAL;
            if ((!isNull || constant.value() != 0) && Uses.id(branch.left()) >= 0) number[Uses.id(branch.left())] = true;
        }
        boolean calculates = instruction instanceof Negate
                || instruction instanceof ByteSwap
                || (instruction instanceof Binary binary
                        && binary.operation() != BinaryOperation.ADD
                        && binary.operation() != BinaryOperation.SUBTRACT);
        if (!calculates) return;
        for (Value operand : instruction.operands()) if (Uses.id(operand) >= 0) number[Uses.id(operand)] = true;
    }

    private void add(Value value) {
        int id = Uses.id(value);
        if (id < 0 || address[id] || number[id] || value.width() == Width.W32) return;
        address[id] = true;
        changed = true;
    }

    private void visit(Block block) {
        for (Instruction instruction : block.instructions()) visit(instruction);
        for (Edge edge : block.terminator().edges()) {
            for (int i = 0; i < edge.arguments().size(); i++) {
                Parameter parameter = edge.target().parameters().get(i);
                if (contains(parameter)) add(edge.arguments().get(i));
                if (contains(edge.arguments().get(i))) add(parameter);
            }
        }
    }

    private void visit(Instruction instruction) {
        if (instruction instanceof ContextArgument) add(instruction);
        if (instruction instanceof Load load) {
            add(load.base());
            if (load.base() instanceof ContextArgument && load.width() == Width.W64) add(load);
        }
        if (instruction instanceof Store store) add(store.base());
        if (instruction instanceof Atomic atomic) add(atomic.base());
        if (instruction instanceof Call call) {
            for (int i = 0; i < call.operandCount(); i++) {
                if (call.operand(i) instanceof Load load && load.size() == Long.BYTES) add(load);
                if (call.operand(i) instanceof Call made) add(made);
            }
        }
        if (instruction instanceof Binary binary) visit(binary);
    }

    private void visit(Binary binary) {
        if (binary.width() == Width.W32) return;
        boolean sum = binary.operation() == BinaryOperation.ADD;
        if (!sum && binary.operation() != BinaryOperation.SUBTRACT) return;
        boolean left = contains(binary.left());
        boolean right = contains(binary.right());
        if (left && right) return;
        if (left || (right && sum)) add(binary);
        if (contains(binary) && !left && !right) add(binary.left());
    }
}
