package dev.skep.compiler.internal.backend;

import dev.skep.bpf.asm.AluOperation;
import dev.skep.bpf.asm.InstructionWord;
import dev.skep.bpf.asm.Instructions;
import dev.skep.bpf.asm.Opcode;
import dev.skep.bpf.asm.Register;
import dev.skep.bpf.program.MapRelocation;
import dev.skep.compiler.internal.ir.SourcePosition;
import dev.skep.compiler.internal.ir.StackSlot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Encodes the blocks in their order. A jump to the block that follows is left out; a conditional jump whose target
 * follows is inverted.
 *
 * <p>Precondition: all registers are the machine's, and {@link LongJumps} has seen to the distances.
 */
final class Emission {
    private final MachineFunction function;
    private final FrameLayout frame;
    private final Target target;
    private final List<MapRelocation> relocations = new ArrayList<>();
    private final List<LineEntry> lines = new ArrayList<>();
    private final List<FunctionUse> functions = new ArrayList<>();
    private final int[] starts;
    private long[] words = new long[64];
    private int size;
    private @Nullable SourcePosition position;

    private Emission(MachineFunction function, FrameLayout frame, Target target) {
        this.function = function;
        this.frame = frame;
        this.target = target;
        starts = starts(function);
    }

    /** The finished program. */
    static CompiledCode emit(MachineFunction function, FrameLayout frame, Target target) {
        Emission emission = new Emission(function, frame, target);
        for (MachineBlock block : function.blocks()) {
            emission.emit(block);
        }
        return new CompiledCode(
                Arrays.copyOf(emission.words, emission.size),
                emission.relocations,
                emission.lines,
                emission.functions,
                frame.bytes(),
                function.spillSlots().size());
    }

    /** The word at which each block begins; behind them all, the number of words. */
    static int[] starts(MachineFunction function) {
        int[] starts = new int[function.blocks().size() + 1];
        for (MachineBlock block : function.blocks()) {
            int words = 0;
            for (MachineInstruction instruction : block.code) {
                words += words(instruction);
            }
            starts[block.index + 1] =
                    starts[block.index] + words + (Ending.of(function, block).jumps() ? 1 : 0);
        }
        return starts;
    }

    private static int words(MachineInstruction instruction) {
        return instruction.opcode == Opcode.LOAD_IMM64 || instruction.opcode == MachineInstruction.FRAME_ADDRESS
                ? 2
                : 1;
    }

    /**
     * How a block ends in this order of blocks.
     *
     * @param conditional where the conditional jump leads, or null for none
     * @param inverted whether its condition is the opposite one
     * @param jump where an unconditional jump behind leads, or null for none
     */
    record Ending(
            @Nullable MachineBlock conditional,
            boolean inverted,
            @Nullable MachineBlock jump) {
        static Ending of(MachineFunction function, MachineBlock block) {
            MachineBlock following = block.index + 1 < function.blocks().size()
                    ? function.blocks().get(block.index + 1)
                    : null;
            MachineBlock taken = block.taken;
            MachineBlock next = block.next;
            MachineBlock jump = next == following ? null : next;
            if (taken == null) return new Ending(null, false, jump);
            boolean invertible = ConditionCodes.negated(block.branch().opcode & Opcode.OPERATION_MASK) >= 0;
            return jump != null && taken == following && invertible
                    ? new Ending(jump, true, null)
                    : new Ending(taken, false, jump);
        }

        boolean jumps() {
            return jump != null;
        }
    }

    private void emit(MachineBlock block) {
        Ending ending = Ending.of(function, block);
        MachineBlock conditional = ending.conditional();
        int plain = block.code.size() - (conditional == null ? 0 : 1);
        for (int i = 0; i < plain; i++) {
            emit(block.code.get(i));
        }
        if (conditional != null) emitConditional(block.branch(), conditional, ending.inverted());
        MachineBlock jump = ending.jump();
        if (jump == null) return;
        int distance = starts[jump.index] - size - 1;
        if (distance == (short) distance) {
            add(Instructions.jump(distance));
        } else if (target.longJumps()) {
            add(Instructions.jumpLong(distance));
        } else {
            throw new IllegalStateException("jump over " + distance + " instructions");
        }
    }

    private void emitConditional(MachineInstruction branch, MachineBlock to, boolean inverted) {
        int opcode = branch.opcode;
        if (inverted) {
            opcode = (opcode & ~Opcode.OPERATION_MASK) | ConditionCodes.negated(opcode & Opcode.OPERATION_MASK);
        }
        line(branch.position);
        int source = branch.readsSource() ? branch.source : 0;
        int distance = starts[to.index] - size - 1;
        add(InstructionWord.encode(opcode, branch.destination, source, distance, (int) branch.immediate));
    }

    private void emit(MachineInstruction instruction) {
        line(instruction.position);
        StackSlot slot = instruction.slot;
        int base = slot == null ? 0 : frame.offset(slot);
        if (instruction.opcode == MachineInstruction.FRAME_ADDRESS) {
            add(Instructions.mov64(instruction.destination, Register.FP));
            add(Instructions.alu64Imm(AluOperation.ADD, instruction.destination, base + (int) instruction.immediate));
            return;
        }
        if (instruction.namesFunction()) functions.add(new FunctionUse(size, (int) instruction.immediate));
        if (instruction.map != null) relocations.add(new MapRelocation(size, instruction.map));
        boolean hasDestination = instruction.readsDestination() || instruction.writesDestination();
        add(InstructionWord.encode(
                instruction.opcode,
                hasDestination ? instruction.destination : 0,
                instruction.source,
                base + instruction.offset,
                (int) instruction.immediate));
        if (instruction.opcode == Opcode.LOAD_IMM64) {
            add(Instructions.loadImm64High((int) (instruction.immediate >>> 32)));
        }
    }

    private void line(SourcePosition at) {
        if (position != null && at.equals(position)) return;
        position = at;
        lines.add(new LineEntry(size, at));
    }

    private void add(long word) {
        if (size == words.length) words = Arrays.copyOf(words, size * 2);
        words[size++] = word;
    }
}
