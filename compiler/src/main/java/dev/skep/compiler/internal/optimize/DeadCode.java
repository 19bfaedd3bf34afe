package dev.skep.compiler.internal.optimize;

import dev.skep.compiler.internal.ir.Block;
import dev.skep.compiler.internal.ir.Edge;
import dev.skep.compiler.internal.ir.Graph;
import dev.skep.compiler.internal.ir.Instruction;
import dev.skep.compiler.internal.ir.Parameter;
import dev.skep.compiler.internal.ir.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Removes computations and parameters that nothing with an effect depends on.
 *
 * <p>Marks from the instructions that must stay: their operands are needed, the operands of these, and for a parameter
 * the arguments on all edges to its block. What is not marked goes, so values that only keep each other alive round a
 * loop go too.
 *
 * <p>Precondition: every block is reachable.
 */
public final class DeadCode {
    private final Graph graph;
    private final boolean[] needed;
    private final List<Value> work = new ArrayList<>();
    private final @Nullable Block[] blockOfParameter;
    private final List<List<Edge>> incoming = new ArrayList<>();

    private DeadCode(Graph graph) {
        this.graph = graph;
        needed = new boolean[graph.valueCount()];
        blockOfParameter = new Block[graph.valueCount()];
        for (int i = 0; i < graph.blockCount(); i++) {
            incoming.add(new ArrayList<>(2));
        }
    }

    /** Removes them; whether there were any. */
    public static boolean run(Graph graph) {
        DeadCode pass = new DeadCode(graph);
        pass.mark();
        return pass.sweep();
    }

    private void mark() {
        for (Block block : graph.blocks()) {
            for (Parameter parameter : block.parameters()) {
                blockOfParameter[parameter.id()] = block;
            }
            for (Edge edge : block.terminator().edges()) {
                incoming.get(edge.target().id()).add(edge);
            }
            for (Instruction instruction : block.instructions()) {
                if (!instruction.removable()) needOperands(instruction);
            }
        }
        while (!work.isEmpty()) {
            Value value = work.removeLast();
            if (value instanceof Instruction instruction) {
                needOperands(instruction);
            } else if (value instanceof Parameter parameter) {
                needArguments(parameter);
            }
        }
    }

    private void needOperands(Instruction instruction) {
        for (int i = 0; i < instruction.operandCount(); i++) {
            need(instruction.operand(i));
        }
    }

    private void needArguments(Parameter parameter) {
        Block block = blockOfParameter[parameter.id()];
        if (block == null) throw new IllegalStateException(parameter + " belongs to no block");
        int index = block.parameters().indexOf(parameter);
        for (Edge edge : incoming.get(block.id())) {
            need(edge.arguments().get(index));
        }
    }

    private void need(Value value) {
        int id = Uses.id(value);
        if (id < 0 || needed[id]) return;
        needed[id] = true;
        work.add(value);
    }

    private boolean sweep() {
        boolean found = false;
        for (Block block : graph.blocks()) {
            for (Edge edge : block.terminator().edges()) {
                Arguments.removeIf(edge, parameter -> !needed[parameter.id()]);
            }
        }
        for (Block block : graph.blocks()) {
            found |= block.parameters().removeIf(parameter -> !needed[parameter.id()]);
            found |= block.instructions().removeIf(instruction -> instruction.removable() && !needed[instruction.id()]);
        }
        return found;
    }
}
