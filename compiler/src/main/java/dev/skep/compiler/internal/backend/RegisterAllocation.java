package dev.skep.compiler.internal.backend;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gives the virtual registers of a function machine registers, and stack slots where these do not suffice.
 *
 * <p>Colour the interference graph; if some registers remain without colour, rewrite the code so that they live in
 * memory ({@link SpillCode}) and try again. Registers made by the rewriting live for an instruction or two and are never
 * chosen again, so this ends, nearly always in the first or second round.
 */
final class RegisterAllocation {
    private static final int MOST_ROUNDS = 40;

    /** A value that can be made again costs about half as much as a load, and no store. */
    private static final double REMATERIALIZATION = 0.5;

    private RegisterAllocation() {}

    /** Replaces all virtual registers of {@code function}; removes the copies that became pointless. */
    static void run(MachineFunction function, Target target) {
        SpillCode spillCode = new SpillCode(function, !target.followsSlots());
        for (int round = 0; round < MOST_ROUNDS; round++) {
            InterferenceGraph graph = InterferenceGraph.of(function, Liveness.of(function));
            Coloring coloring = new Coloring(graph, costs(function, graph, spillCode));
            if (coloring.spilled().isEmpty()) {
                replace(function, coloring);
                return;
            }
            spillCode.spill(coloring.spilled(), rematerializations(function));
        }
        throw new IllegalStateException("no register allocation after " + MOST_ROUNDS + " rounds");
    }

    private static double[] costs(MachineFunction function, InterferenceGraph graph, SpillCode spillCode) {
        double[] costs = new double[graph.registers()];
        @Nullable MachineInstruction[] again = rematerializations(function);
        for (int i = MachineInstruction.FIRST_VIRTUAL; i < costs.length; i++) {
            costs[i] = graph.cost(i) * (again[i] == null ? 1 : REMATERIALIZATION);
            if (spillCode.isTemporary(i)) costs[i] = Double.POSITIVE_INFINITY;
        }
        return costs;
    }

    /** For each register that is written once, by an instruction that reads no register, this instruction. */
    private static @Nullable MachineInstruction[] rematerializations(MachineFunction function) {
        @Nullable MachineInstruction[] found = new MachineInstruction[function.registerCount()];
        boolean[] written = new boolean[found.length];
        for (MachineBlock block : function.blocks()) {
            for (MachineInstruction instruction : block.code) {
                if (!instruction.writesDestination()) continue;
                int register = instruction.destination;
                found[register] = written[register] || !instruction.isRematerializable() ? null : instruction;
                written[register] = true;
            }
        }
        return found;
    }

    private static void replace(MachineFunction function, Coloring coloring) {
        for (MachineBlock block : function.blocks()) {
            List<MachineInstruction> code = block.code;
            for (MachineInstruction instruction : code) {
                if (instruction.writesDestination() || instruction.readsDestination()) {
                    instruction.destination = color(coloring, instruction.destination);
                }
                if (instruction.readsSource()) instruction.source = color(coloring, instruction.source);
            }
            code.removeIf(instruction -> instruction.isMove() && instruction.destination == instruction.source);
        }
    }

    private static int color(Coloring coloring, int register) {
        return register < MachineInstruction.FIRST_VIRTUAL ? register : coloring.color(register);
    }
}
