package dev.skep.compiler.internal.backend;

import dev.skep.compiler.internal.ir.SourcePosition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Copies that happen all at once, as on an edge with arguments, put into an order in which no source is overwritten
 * before it is read.
 *
 * <p>A copy whose destination nobody else still reads may go first; doing so may free its source. When no copy is free,
 * what is left are cycles: one source is saved in a fresh register, which opens the cycle. Values that need no register
 * as a source come last.
 */
final class ParallelCopy {
    private final List<int[]> pending = new ArrayList<>();
    private final List<MachineInstruction> independent = new ArrayList<>();
    private final Map<Integer, Integer> readers = new HashMap<>();

    /** Adds {@code destination = source}. */
    void add(int destination, int source) {
        if (destination == source) return;
        pending.add(new int[] {destination, source});
        readers.merge(source, 1, Integer::sum);
    }

    /** Adds an instruction that writes a register and reads none. */
    void add(MachineInstruction independentOfRegisters) {
        independent.add(independentOfRegisters);
    }

    /** Appends the copies to {@code code}. */
    void emit(MachineFunction function, SourcePosition at, List<MachineInstruction> code) {
        while (!pending.isEmpty()) {
            if (!emitFree(at, code)) openCycle(function, at, code);
        }
        code.addAll(independent);
    }

    private boolean emitFree(SourcePosition at, List<MachineInstruction> code) {
        boolean progress = false;
        for (int i = 0; i < pending.size(); i++) {
            int[] copy = pending.get(i);
            if (readers.getOrDefault(copy[0], 0) > 0) continue;
            code.add(MachineInstruction.move(at, copy[0], copy[1]));
            readers.merge(copy[1], -1, Integer::sum);
            pending.remove(i--);
            progress = true;
        }
        return progress;
    }

    private void openCycle(MachineFunction function, SourcePosition at, List<MachineInstruction> code) {
        int source = pending.getFirst()[1];
        int saved = function.newRegister();
        code.add(MachineInstruction.move(at, saved, source));
        for (int[] copy : pending) {
            if (copy[1] == source) copy[1] = saved;
        }
        readers.put(source, 0);
    }
}
