package dev.skep.compiler.internal.backend;

import dev.skep.bpf.asm.PseudoSource;
import dev.skep.bpf.asm.Register;
import dev.skep.compiler.internal.ir.Argument;
import dev.skep.compiler.internal.ir.Block;
import dev.skep.compiler.internal.ir.Branch;
import dev.skep.compiler.internal.ir.Call;
import dev.skep.compiler.internal.ir.CallTarget;
import dev.skep.compiler.internal.ir.Condition;
import dev.skep.compiler.internal.ir.Constant;
import dev.skep.compiler.internal.ir.ContextArgument;
import dev.skep.compiler.internal.ir.Edge;
import dev.skep.compiler.internal.ir.Graph;
import dev.skep.compiler.internal.ir.Instruction;
import dev.skep.compiler.internal.ir.Jump;
import dev.skep.compiler.internal.ir.Parameter;
import dev.skep.compiler.internal.ir.Return;
import dev.skep.compiler.internal.ir.SourcePosition;
import dev.skep.compiler.internal.ir.Terminator;
import dev.skep.compiler.internal.ir.Value;
import dev.skep.compiler.internal.ir.Width;
import java.util.List;

/**
 * Turns a graph into machine instructions over virtual registers.
 *
 * <p>Every value gets a register of its own; block parameters become parallel copies at the end of the blocks before,
 * in a block of their own where the edge is critical. Constants, stack addresses and maps are made where they are used.
 *
 * <p>Precondition: the graph uses only what the target has ({@link Lowering}), and every block is reachable.
 */
final class InstructionSelection {
    private final MachineFunction function;
    private final Operands operands;
    private final ArithmeticSelection arithmetic;
    private final MemorySelection memory;
    private final MachineBlock[] blocks;

    private InstructionSelection(Graph graph) {
        function = new MachineFunction(graph);
        operands = new Operands(graph, function);
        arithmetic = new ArithmeticSelection(graph, operands);
        memory = new MemorySelection(operands);
        blocks = new MachineBlock[graph.blockCount()];
    }

    /** The machine's version of {@code graph}. */
    static MachineFunction select(Graph graph) {
        InstructionSelection selection = new InstructionSelection(graph);
        for (Block block : graph.blocks()) {
            selection.blocks[block.id()] = selection.function.newBlock();
        }
        for (Block block : graph.blocks()) {
            selection.select(block);
        }
        return selection.function;
    }

    private void select(Block block) {
        operands.startBlock(blocks[block.id()]);
        BitTest bitTest = BitTest.of(block, operands);
        for (Instruction instruction : block.instructions()) {
            operands.position(instruction.position());
            if (instruction.hasResult() && instruction.removable() && operands.uses(instruction) == 0) continue;
            if (bitTest.covers(instruction)) continue;
            if (instruction instanceof Terminator terminator) {
                select(terminator, bitTest);
            } else if (instruction instanceof Call call) {
                select(call);
            } else if (instruction instanceof Argument argument) {
                operands.emit(MachineInstruction.move(
                        argument.position(), operands.register(argument), Register.R1 + argument.index()));
            } else if (instruction instanceof ContextArgument) {
                operands.emit(
                        MachineInstruction.move(instruction.position(), operands.register(instruction), Register.R1));
            } else if (!memory.select(instruction)) {
                arithmetic.select(instruction);
            }
        }
    }

    private void select(Call call) {
        SourcePosition at = call.position();
        for (int i = 0; i < call.operandCount(); i++) {
            if (!call.operand(i).rematerializable()) {
                operands.emit(MachineInstruction.move(at, Register.R1 + i, operands.register(call.operand(i))));
            }
        }
        for (int i = 0; i < call.operandCount(); i++) {
            if (call.operand(i).rematerializable()) operands.materialize(call.operand(i), Register.R1 + i);
        }
        int arguments = call.operandCount();
        if (call.target() instanceof CallTarget.Kfunc kfunc) {
            operands.emit(MachineInstruction.kernelCall(at, kfunc.btfId(), kfunc.module(), arguments));
        } else if (call.target() instanceof CallTarget.Function function) {
            operands.emit(MachineInstruction.call(at, PseudoSource.SUBPROGRAM_CALL, function.number(), arguments));
        } else if (call.target() instanceof CallTarget.Helper helper) {
            operands.emit(MachineInstruction.call(at, PseudoSource.HELPER_CALL, helper.id(), arguments));
        }
        if (operands.uses(call) > 0) {
            operands.emit(MachineInstruction.move(at, operands.register(call), Register.R0));
        }
    }

    private void select(Terminator terminator, BitTest bitTest) {
        SourcePosition at = terminator.position();
        MachineBlock block = operands.block();
        if (terminator instanceof Return returned) {
            if (returned.result().rematerializable()) {
                operands.materialize(returned.result(), Register.R0);
            } else {
                operands.emit(MachineInstruction.move(at, Register.R0, operands.register(returned.result())));
            }
            operands.emit(MachineInstruction.exit(at));
        } else if (terminator instanceof Jump jump) {
            copyArguments(jump.edge(), at, block);
            block.next = blocks[jump.edge().target().id()];
        } else if (terminator instanceof Branch branch) {
            boolean inverted = bitTest.inverted();
            if (!bitTest.select(branch, operands)) compare(branch);
            block.taken = destination(inverted ? branch.whenFalse() : branch.whenTrue(), at);
            block.next = destination(inverted ? branch.whenTrue() : branch.whenFalse(), at);
        }
    }

    private void compare(Branch branch) {
        Value left = branch.left();
        Value right = branch.right();
        Condition condition = branch.condition();
        if (left instanceof Constant && !(right instanceof Constant)) {
            left = branch.right();
            right = branch.left();
            condition = condition.mirrored();
        }
        Width width = branch.compareWidth();
        int code = ConditionCodes.of(condition);
        int register = operands.use(left);
        if (Operands.fitsImmediate(right, width)) {
            operands.emit(MachineInstruction.jumpImmediate(
                    branch.position(), width, code, register, Operands.immediate(right)));
        } else {
            operands.emit(MachineInstruction.jump(branch.position(), width, code, register, operands.use(right)));
        }
    }

    private MachineBlock destination(Edge edge, SourcePosition at) {
        MachineBlock target = blocks[edge.target().id()];
        if (edge.arguments().isEmpty()) return target;
        MachineBlock between = function.newBlock();
        copyArguments(edge, at, between);
        between.next = target;
        return between;
    }

    private void copyArguments(Edge edge, SourcePosition at, MachineBlock block) {
        List<Parameter> parameters = edge.target().parameters();
        ParallelCopy copies = new ParallelCopy();
        for (int i = 0; i < parameters.size(); i++) {
            Parameter parameter = parameters.get(i);
            if (operands.uses(parameter) == 0) continue;
            Value argument = edge.arguments().get(i);
            int register = operands.register(parameter);
            if (argument.rematerializable()) {
                copies.add(Operands.materialization(argument, register, at));
            } else {
                copies.add(register, operands.register(argument));
            }
        }
        copies.emit(function, at, block.code);
    }
}
