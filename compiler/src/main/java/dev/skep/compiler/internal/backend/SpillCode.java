package dev.skep.compiler.internal.backend;

import dev.skep.bpf.asm.Opcode;
import dev.skep.bpf.asm.Register;
import dev.skep.compiler.internal.ir.SourcePosition;
import dev.skep.compiler.internal.ir.StackSlot;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rewrites code so that some registers live in memory: loaded before each use, stored after each write, always all
 * eight bytes, as the verifier keeps what it knows of a value only then. Values that can be made again have no slot.
 */
final class SpillCode {
    private static final int SIZE = Long.BYTES;

    private final MachineFunction function;
    private final BitSet temporaries = new BitSet();
    private final Map<Integer, StackSlot> slots = new HashMap<>();
    private final Map<Integer, MachineInstruction> again = new HashMap<>();
    /** Where what a temporary holds was read from. */
    private final Map<Integer, StackSlot> readFrom = new HashMap<>();

    private final boolean writesBack;

    private List<MachineInstruction> out = new ArrayList<>();

    /** The register in memory whose content a temporary holds because the instruction before used it, or -1. */
    private int recent = -1;

    private int recentTemporary;

    /**
     * Has moved nothing yet.
     *
     * @param writesBack whether a value that was read to be compared is written again on both ways from there, for a verifier that does not
     *     know of the slot what it has learned of the register
     */
    SpillCode(MachineFunction function, boolean writesBack) {
        this.function = function;
        this.writesBack = writesBack;
    }

    /** Whether the register was made here and must not be moved to memory in turn. */
    boolean isTemporary(int register) {
        return temporaries.get(register);
    }

    /** Moves {@code registers} to memory; {@code rematerializations} has the instructions that can make them again. */
    void spill(List<Integer> registers, @Nullable MachineInstruction[] rematerializations) {
        slots.clear();
        again.clear();
        readFrom.clear();
        for (int register : registers) {
            MachineInstruction make = rematerializations[register];
            if (make != null) {
                again.put(register, make);
            } else {
                slots.put(register, function.newSpillSlot());
            }
        }
        for (MachineBlock block : function.blocks()) {
            rewrite(block);
        }
        if (writesBack) writeBack();
    }

    private void writeBack() {
        List<List<MachineBlock>> before = Liveness.predecessors(function);
        for (MachineBlock block : function.blocks()) {
            if (block.taken == null || !block.branch().comparesOrder()) continue;
            StackSlot slot = readFrom.get(block.branch().destination);
            if (slot == null) continue;
            writeBack(block.branch(), slot, block.taken, before);
            if (block.next != null) writeBack(block.branch(), slot, block.next, before);
        }
    }

    /** Where other ways lead to the block, too, the register holds something else, and nothing is known behind it. */
    private static void writeBack(
            MachineInstruction branch, StackSlot slot, MachineBlock to, List<List<MachineBlock>> before) {
        if (before.get(to.index).size() != 1) return;
        to.code.addFirst(MachineInstruction.store(branch.position, SIZE, Register.FP, slot, 0, branch.destination));
    }

    private void rewrite(MachineBlock block) {
        out = new ArrayList<>(block.code.size() + 8);
        recent = -1;
        for (int i = 0; i < block.code.size(); i++) {
            MachineInstruction instruction = block.code.get(i);
            MachineInstruction next = i + 1 < block.code.size() ? block.code.get(i + 1) : null;
            int before = out.size();
            int kept = recent;
            if (begins(instruction, next)) {
                begin(instruction);
                continue;
            }
            if (instruction.isMove()) {
                move(instruction);
            } else {
                rewrite(instruction, next);
            }
            boolean touched = out.size() - before > 1 || recent != kept;
            boolean forNext = recent >= 0 && changes(next, recent);
            if (!(touched || forNext) || instruction.isCall()) recent = -1;
        }
        block.code = out;
    }

    /** Whether the instruction gives a register its first content, which the next changes at once. */
    private boolean begins(MachineInstruction instruction, @Nullable MachineInstruction next) {
        return slots.containsKey(instruction.destination)
                && (instruction.isMove() || instruction.isMoveOfConstant())
                && changes(next, instruction.destination);
    }

    private static boolean changes(@Nullable MachineInstruction instruction, int register) {
        return instruction != null
                && instruction.readsDestination()
                && instruction.writesDestination()
                && instruction.destination == register;
    }

    /** Leaves the content in a temporary; the next instruction stores what it makes of it. */
    private void begin(MachineInstruction instruction) {
        int register = instruction.destination;
        int temporary = temporary();
        if (instruction.isMove()) {
            instruction.destination = temporary;
            move(instruction);
        } else {
            out.add(instruction.withDestination(temporary, instruction.position));
        }
        recent = register;
        recentTemporary = temporary;
    }

    private boolean inMemory(int register) {
        return slots.containsKey(register) || again.containsKey(register);
    }

    private void rewrite(MachineInstruction instruction, @Nullable MachineInstruction next) {
        boolean reads = instruction.readsDestination();
        boolean writes = instruction.writesDestination();
        int destination = reads || writes ? instruction.destination : -1;
        if (again.containsKey(destination) && writes) return;
        if (slots.containsKey(destination) && storedAtOnce(instruction)) return;
        // The destination first: its newest content may be in a temporary alone.
        int changed = destination;
        if (inMemory(destination)) {
            changed = reads ? load(destination, instruction.position) : temporary();
        }
        int source = instruction.readsSource() ? instruction.source : -1;
        if (inMemory(source)) {
            instruction.source = source == destination && reads ? changed : load(source, instruction.position);
        }
        if (!inMemory(destination)) {
            out.add(instruction);
            return;
        }
        instruction.destination = changed;
        out.add(instruction);
        if (!writes) return;
        if (changes(next, destination)) {
            recent = destination;
            recentTemporary = instruction.destination;
        } else {
            store(destination, instruction.destination, instruction.position);
        }
    }

    /** A number that fits a store-immediate needs no register at all. */
    private boolean storedAtOnce(MachineInstruction instruction) {
        if (!instruction.isMoveOfConstant()) return false;
        boolean wide = (instruction.opcode & Opcode.CLASS_MASK) == Opcode.ALU64;
        if (!wide && instruction.immediate < 0) return false;
        out.add(MachineInstruction.storeImmediate(
                instruction.position, SIZE, Register.FP, slots.get(instruction.destination), 0, (int)
                        instruction.immediate));
        if (recent == instruction.destination) recent = -1;
        return true;
    }

    private void move(MachineInstruction move) {
        int source = move.source;
        int destination = move.destination;
        SourcePosition at = move.position;
        if (!inMemory(source) && !inMemory(destination)) {
            out.add(move);
        } else if (!inMemory(destination)) {
            MachineInstruction make = again.get(source);
            if (make != null) {
                out.add(make.withDestination(destination, at));
            } else if (recent == source) {
                out.add(MachineInstruction.move(at, destination, recentTemporary));
            } else {
                out.add(MachineInstruction.load(at, SIZE, false, destination, Register.FP, slots.get(source), 0));
            }
        } else {
            store(destination, inMemory(source) ? load(source, at) : source, at);
            recent = -1;
        }
    }

    private int temporary() {
        int register = function.newRegister();
        temporaries.set(register);
        return register;
    }

    private int load(int register, SourcePosition at) {
        if (recent == register) return recentTemporary;
        int temporary = temporary();
        MachineInstruction make = again.get(register);
        if (make != null) {
            out.add(make.withDestination(temporary, at));
        } else {
            StackSlot slot = slots.get(register);
            out.add(MachineInstruction.load(at, SIZE, false, temporary, Register.FP, slot, 0));
            readFrom.put(temporary, slot);
        }
        recent = register;
        recentTemporary = temporary;
        return temporary;
    }

    private void store(int register, int from, SourcePosition at) {
        out.add(MachineInstruction.store(at, SIZE, Register.FP, slots.get(register), 0, from));
        recent = register;
        recentTemporary = from;
    }
}
