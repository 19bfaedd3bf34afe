package dev.skep.compiler.internal.eval;

import dev.skep.compiler.internal.ir.Edge;
import java.lang.classfile.Instruction;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.IncrementInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LookupSwitchInstruction;
import java.lang.classfile.instruction.NewMultiArrayInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.classfile.instruction.NewPrimitiveArrayInstruction;
import java.lang.classfile.instruction.NewReferenceArrayInstruction;
import java.lang.classfile.instruction.TableSwitchInstruction;
import java.lang.classfile.instruction.TypeCheckInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.ConstantDescs;

/** Evaluates bytecode instructions one after the other until control may go more than one way or another block begins. */
final class Stepper {
    private final Evaluation evaluation;
    private final CodeBuilder builder;
    private final Arithmetic arithmetic;
    private final Branches branches;
    private final Fields fields;
    private final ObjectOperations objects;
    private final Calls calls;
    private final DynamicCalls dynamicCalls;

    Stepper(Evaluation evaluation, Evaluator evaluator) {
        this.evaluation = evaluation;
        this.builder = evaluation.builder();
        this.arithmetic = new Arithmetic(builder, evaluation.materializer());
        this.branches = new Branches(evaluation, evaluator);
        this.fields = new Fields(evaluation);
        this.objects = new ObjectOperations(evaluation);
        this.calls = new Calls(evaluation, evaluator, objects, fields);
        this.dynamicCalls = new DynamicCalls(evaluation, calls);
    }

    /** Evaluates from {@code pc}, in the current block of the builder. */
    void run(Frame frame, int start, State state, Successors successors) {
        MethodCode code = frame.code();
        for (int pc = start; ; pc++) {
            builder.position(frame.position(pc));
            try {
                if (step(frame, pc, state, successors)) return;
            } catch (Refusal refusal) {
                throw frame.locate(refusal, pc);
            }
            if (code.flow().startsBlock(pc + 1)) {
                goOn(pc + 1, state, successors);
                return;
            }
        }
    }

    private void goOn(int pc, State state, Successors successors) {
        Edge edge = new Edge();
        builder.jump(edge);
        successors.add(pc, edge, state);
    }

    /** Evaluates one instruction; true if the block ended with it. */
    private boolean step(Frame frame, int pc, State state, Successors successors) {
        MethodCode code = frame.code();
        Instruction instruction = code.at(pc);
        Opcode opcode = instruction.opcode();
        switch (opcode.kind()) {
            case LOAD -> state.push(state.local(code.slot(pc)));
            case STORE -> state.local(code.slot(pc), state.pop());
            case INCREMENT -> {
                IncrementInstruction increment = (IncrementInstruction) instruction;
                Abstract sum = arithmetic.binary(
                        Opcode.IADD, state.local(increment.slot()), Known.of(increment.constant()), state);
                state.local(increment.slot(), sum);
            }
            case CONSTANT -> state.push(code.constant(pc, (ConstantInstruction) instruction, evaluation));
            case STACK -> StackOperations.apply(opcode, state);
            case OPERATOR -> operator(opcode, state);
            case CONVERT -> state.push(arithmetic.convert(opcode, state.pop(), state));
            case TYPE_CHECK ->
                objects.typeCheck(
                        opcode,
                        evaluation.classOf(
                                code,
                                ((TypeCheckInstruction) instruction).type().asSymbol()),
                        state);
            case ARRAY_LOAD -> objects.arrayLoad(opcode, state);
            case ARRAY_STORE -> objects.arrayStore(state);
            case NEW_OBJECT ->
                state.push(objects.newInstance(
                        evaluation.classOf(
                                code,
                                ((NewObjectInstruction) instruction).className().asSymbol()),
                        code,
                        state));
            case NEW_PRIMITIVE_ARRAY ->
                objects.newArray(
                        evaluation.classOf(
                                code,
                                ClassDesc.ofDescriptor(((NewPrimitiveArrayInstruction) instruction)
                                        .typeKind()
                                        .upperBound()
                                        .descriptorString())),
                        new ArraySite(code, pc),
                        state);
            case NEW_REF_ARRAY ->
                objects.newArray(
                        evaluation.classOf(
                                code,
                                ((NewReferenceArrayInstruction) instruction)
                                        .componentType()
                                        .asSymbol()),
                        new ArraySite(code, pc),
                        state);
            case NEW_MULTI_ARRAY ->
                objects.newArrays(
                        evaluation.classOf(
                                code,
                                ((NewMultiArrayInstruction) instruction)
                                        .arrayType()
                                        .asSymbol()),
                        ((NewMultiArrayInstruction) instruction).dimensions(),
                        new ArraySite(code, pc),
                        state);
            case FIELD_ACCESS -> fields.access(frame, pc, (FieldInstruction) instruction, state);
            case INVOKE -> {
                return calls.invoke(frame, pc, (InvokeInstruction) instruction, state, successors);
            }
            case INVOKE_DYNAMIC -> {
                return dynamicCalls.invoke(frame, pc, (InvokeDynamicInstruction) instruction, state, successors);
            }
            case BRANCH -> {
                int target = code.jump(pc);
                if (opcode == Opcode.GOTO || opcode == Opcode.GOTO_W) goOn(target, state, successors);
                else branches.branch(frame, pc, opcode, target, state, successors);
                return true;
            }
            case TABLE_SWITCH -> {
                TableSwitchInstruction s = (TableSwitchInstruction) instruction;
                branches.select(frame, pc, s.cases(), s.defaultTarget(), state, successors);
                return true;
            }
            case LOOKUP_SWITCH -> {
                LookupSwitchInstruction s = (LookupSwitchInstruction) instruction;
                branches.select(frame, pc, s.cases(), s.defaultTarget(), state, successors);
                return true;
            }
            case RETURN -> {
                if (frame.depth() == 0 && !evaluation.isFunction() && opcode != Opcode.RETURN) checkVerdict(state);
                Edge edge = new Edge();
                builder.jump(edge);
                frame.returns().add(new Pending(edge, state));
                return true;
            }
            case THROW_EXCEPTION ->
                throw new Refusal("exceptions do not exist in the kernel", "return a value that says what happened");
            case NOP -> {}
            case MONITOR ->
                throw new Refusal(
                        "synchronized does not exist in the kernel",
                        "use atomic operations on map values (@AtomicAdd)");
            default -> throw new Refusal("bytecode " + opcode + " is not supported", "write it another way");
        }
        return false;
    }

    private void checkVerdict(State state) {
        Verdicts verdicts = evaluation.hook().verdicts();
        if (verdicts == null) return;
        if (Arithmetic.refine(state.stack(state.depth() - 1), state) instanceof Known k && k.isNumber()) {
            verdicts.check(k.asLong(), evaluation.hook().description());
        }
    }

    /** What {@code instruction} of {@code code} pushes. */
    static Known constant(ConstantInstruction instruction, MethodCode code, Evaluation evaluation) {
        ConstantDesc value = instruction.constantValue();
        if (ConstantDescs.NULL.equals(value)) return Known.NULL;
        if (value instanceof Integer || value instanceof Long || value instanceof String) return Known.of(value);
        if (value instanceof ClassDesc type) return Known.of(evaluation.classOf(code, type));
        if (value instanceof Float || value instanceof Double) throw floatingPoint();
        throw new Refusal("constant " + value + " is not supported", "use numbers, strings and classes");
    }

    static Refusal floatingPoint() {
        return new Refusal(
                "floating point does not exist in the kernel",
                "count in a smaller unit with long (nanoseconds, bytes), divide on the user side");
    }

    private void operator(Opcode opcode, State state) {
        switch (opcode) {
            case ARRAYLENGTH -> objects.arrayLength(state);
            case LCMP -> {
                Abstract right = state.pop();
                state.push(arithmetic.compareLong(state.pop(), right, state));
            }
            case INEG, LNEG -> state.push(arithmetic.negate(opcode, state.pop(), state));
            default -> {
                Abstract right = state.pop();
                state.push(arithmetic.binary(opcode, state.pop(), right, state));
            }
        }
    }
}
