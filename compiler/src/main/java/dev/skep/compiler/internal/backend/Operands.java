package dev.skep.compiler.internal.backend;

import dev.skep.compiler.internal.ir.Block;
import dev.skep.compiler.internal.ir.Constant;
import dev.skep.compiler.internal.ir.FunctionReference;
import dev.skep.compiler.internal.ir.GlobalAddress;
import dev.skep.compiler.internal.ir.Graph;
import dev.skep.compiler.internal.ir.Instruction;
import dev.skep.compiler.internal.ir.MapReference;
import dev.skep.compiler.internal.ir.Parameter;
import dev.skep.compiler.internal.ir.SourcePosition;
import dev.skep.compiler.internal.ir.StackAddress;
import dev.skep.compiler.internal.ir.Value;
import dev.skep.compiler.internal.ir.Width;
import dev.skep.compiler.internal.optimize.Uses;
import java.util.HashMap;
import java.util.Map;

/** Which register holds which value while instructions are selected, and where they are appended. */
final class Operands {
    private final MachineFunction function;
    private final int[] registers;
    private final Uses uses;
    private final Map<Value, Integer> sharedInBlock = new HashMap<>();
    private MachineBlock block;
    private SourcePosition position;

    Operands(Graph graph, MachineFunction function) {
        this.function = function;
        registers = new int[graph.valueCount()];
        uses = Uses.of(graph);
        block = new MachineBlock();
        Block entry = graph.entry();
        position = entry.instructions().getFirst().position();
    }

    void startBlock(MachineBlock newBlock) {
        block = newBlock;
        sharedInBlock.clear();
    }

    void position(SourcePosition at) {
        position = at;
    }

    SourcePosition position() {
        return position;
    }

    MachineBlock block() {
        return block;
    }

    void emit(MachineInstruction instruction) {
        block.code.add(instruction);
    }

    int newRegister() {
        return function.newRegister();
    }

    /** How many operands and edge arguments name the value. */
    int uses(Value value) {
        return uses.count(value);
    }

    /** The register of a computed value. */
    int register(Value value) {
        int id = value instanceof Parameter parameter ? parameter.id() : ((Instruction) value).id();
        if (registers[id] == 0) registers[id] = function.newRegister();
        return registers[id];
    }

    /** A register that holds the value now; made for the purpose if the value has none. */
    int use(Value value) {
        if (!value.rematerializable()) return register(value);
        int register = function.newRegister();
        materialize(value, register);
        return register;
    }

    /** As {@link #use}, but the same register for the whole block: for addresses that several accesses count from. */
    int useShared(Value value) {
        Integer known = sharedInBlock.get(value);
        if (known != null) return known;
        int register = use(value);
        sharedInBlock.put(value, register);
        return register;
    }

    /** Makes a value that needs no other register in {@code register}. */
    void materialize(Value value, int register) {
        emit(materialization(value, register, position));
    }

    static MachineInstruction materialization(Value value, int register, SourcePosition at) {
        if (value instanceof Constant constant) {
            return MachineInstruction.constant(at, constant.width(), register, constant.value());
        }
        if (value instanceof StackAddress address) {
            return MachineInstruction.frameAddress(at, register, address.slot(), address.offset());
        }
        if (value instanceof GlobalAddress address) {
            return MachineInstruction.mapValue(at, register, address.data(), address.offset());
        }
        if (value instanceof FunctionReference reference) {
            return MachineInstruction.function(
                    at, register, reference.function().number());
        }
        if (value instanceof MapReference reference) {
            return MachineInstruction.map(at, register, reference.map());
        }
        throw new IllegalArgumentException(value + " cannot be made again");
    }

    /** Puts a value into {@code register}, by a copy or by making it. */
    void copyInto(Value value, int register) {
        if (value.rematerializable()) {
            materialize(value, register);
        } else {
            emit(MachineInstruction.move(position, register, register(value)));
        }
    }

    /** Whether the value is a number that an instruction of this width takes as its immediate. */
    static boolean fitsImmediate(Value value, Width width) {
        return value instanceof Constant constant && (width == Width.W32 || constant.value() == (int) constant.value());
    }

    /** The number that {@link #fitsImmediate} has approved. */
    static int immediate(Value value) {
        return (int) ((Constant) value).value();
    }
}
