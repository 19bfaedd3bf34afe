package dev.skep.compiler.internal.optimize;

import dev.skep.compiler.internal.ir.Atomic;
import dev.skep.compiler.internal.ir.Binary;
import dev.skep.compiler.internal.ir.BinaryOperation;
import dev.skep.compiler.internal.ir.Block;
import dev.skep.compiler.internal.ir.Branch;
import dev.skep.compiler.internal.ir.Call;
import dev.skep.compiler.internal.ir.CallTarget;
import dev.skep.compiler.internal.ir.Constant;
import dev.skep.compiler.internal.ir.Edge;
import dev.skep.compiler.internal.ir.Graph;
import dev.skep.compiler.internal.ir.Instruction;
import dev.skep.compiler.internal.ir.Load;
import dev.skep.compiler.internal.ir.StackAddress;
import dev.skep.compiler.internal.ir.Store;
import dev.skep.compiler.internal.ir.Value;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Removes stores that later stores of the same block overwrite before anybody reads them: above all the zeros that
 * records are filled with at first.
 *
 * <p>Only for memory that nothing but its own address leads to: stack slots and records just reserved in a ring buffer,
 * whose address is neither stored nor passed along an edge nor moved by an unknown distance. Walks each block backwards
 * with the bytes that are certain to be overwritten; loads, and calls that are given the address, make bytes needed.
 *
 * <p>Precondition: every block is reachable.
 */
public final class DeadStores {
    private static final int RINGBUF_RESERVE = 131;
    private static final int GET_CURRENT_COMM = 16;

    /** Offsets below an address are possible; bits of a set are not negative. */
    private static final int BIAS = 1 << 15;

    /** A stack slot or the call that made the record, and a distance from its start. */
    private record Address(Object root, int offset) {}

    private final Graph graph;
    private final Set<Object> shared = new HashSet<>();
    private final Map<Object, BitSet> overwritten = new HashMap<>();

    private DeadStores(Graph graph) {
        this.graph = graph;
    }

    /** Removes them; whether there were any. */
    public static boolean run(Graph graph) {
        DeadStores pass = new DeadStores(graph);
        pass.findShared();
        boolean found = false;
        for (Block block : graph.blocks()) {
            found |= pass.sweep(block);
        }
        return found;
    }

    private void findShared() {
        for (Block block : graph.blocks()) {
            for (Instruction instruction : block.instructions()) {
                if (instruction instanceof Load || instruction instanceof Call || instruction instanceof Branch)
                    continue;
                boolean access = instruction instanceof Store || instruction instanceof Atomic;
                boolean derives = instruction instanceof Binary && address(instruction) != null;
                for (int i = access ? 1 : 0; i < instruction.operandCount() && !derives; i++) {
                    share(instruction.operand(i));
                }
            }
            for (Edge edge : block.terminator().edges()) {
                edge.arguments().forEach(this::share);
            }
        }
    }

    private void share(Value value) {
        Address address = address(value);
        if (address != null) shared.add(address.root());
    }

    private static @Nullable Address address(Value value) {
        int offset = 0;
        Value at = value;
        while (at instanceof Binary sum
                && sum.operation() == BinaryOperation.ADD
                && sum.right() instanceof Constant distance
                && distance.value() == (short) distance.value()) {
            offset += (int) distance.value();
            at = sum.left();
        }
        if (at instanceof StackAddress stack) return new Address(stack.slot(), stack.offset() + offset);
        boolean record = at instanceof Call call
                && call.target() instanceof CallTarget.Helper helper
                && helper.id() == RINGBUF_RESERVE;
        return record ? new Address(at, offset) : null;
    }

    private boolean sweep(Block block) {
        overwritten.clear();
        List<Instruction> kept = new ArrayList<>(block.instructions().size());
        for (Instruction instruction : block.instructions().reversed()) {
            if (instruction instanceof Store store && overwrites(store)) continue;
            kept.add(instruction);
            if (instruction instanceof Call call) {
                call(call);
            } else if (instruction instanceof Load load) {
                need(load.base(), load.offset(), load.size());
            } else if (instruction instanceof Atomic atomic) {
                need(atomic.base(), atomic.offset(), atomic.size());
            }
        }
        if (kept.size() == block.instructions().size()) return false;
        Collections.reverse(kept);
        block.instructions().clear();
        block.instructions().addAll(kept);
        return true;
    }

    /** Whether what the store writes is overwritten anyway; from here backwards it is, in either case. */
    private boolean overwrites(Store store) {
        Address address = address(store.base());
        if (address == null || shared.contains(address.root())) return false;
        int from = BIAS + address.offset() + store.offset();
        BitSet bytes = overwritten.computeIfAbsent(address.root(), _ -> new BitSet());
        if (bytes.nextClearBit(from) >= from + store.size()) return true;
        bytes.set(from, from + store.size());
        return false;
    }

    private void need(Value base, int offset, int size) {
        Address address = address(base);
        BitSet bytes = address == null ? null : overwritten.get(address.root());
        if (address == null || bytes == null) return;
        int from = BIAS + address.offset() + offset;
        bytes.clear(from, from + size);
    }

    private void call(Call call) {
        boolean fills = call.target() instanceof CallTarget.Helper helper
                && helper.id() == GET_CURRENT_COMM
                && call.operandCount() == 2
                && call.operand(1) instanceof Constant;
        for (int i = 0; i < call.operandCount(); i++) {
            Address address = address(call.operand(i));
            if (address == null) continue;
            BitSet bytes = overwritten.computeIfAbsent(address.root(), _ -> new BitSet());
            if (fills && i == 0 && call.operand(1) instanceof Constant size) {
                int from = BIAS + address.offset();
                if (!shared.contains(address.root())) bytes.set(from, from + (int) size.value());
            } else {
                bytes.clear();
            }
        }
    }
}
