package dev.skep.compiler.fuzz.bytecode;

import dev.skep.bpf.memory.Bytes;
import dev.skep.compiler.fuzz.tree.Body;
import dev.skep.compiler.fuzz.tree.Expression;
import dev.skep.compiler.fuzz.tree.JavaType;
import dev.skep.compiler.fuzz.tree.RandomMethod;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.DynamicCallSiteDesc;
import java.lang.constant.MethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.List;

/** Writes expressions as javac would. */
final class ExpressionWriter {
    /** What masks offsets in the bytes of a struct, so that eight bytes fit, too. */
    static final int OFFSET_MASK = 3;

    /** What masks indexes of a struct's row. */
    static final int ROW_MASK = 3;

    private static final ClassDesc BYTES = Bytes.class.describeConstable().orElseThrow();
    private static final DirectMethodHandleDesc METAFACTORY = ConstantDescs.ofCallsiteBootstrap(
            ClassDesc.of("java.lang.invoke.LambdaMetafactory"),
            "metafactory",
            ConstantDescs.CD_CallSite,
            ConstantDescs.CD_MethodType,
            ConstantDescs.CD_MethodHandle,
            ConstantDescs.CD_MethodType);
    private static final MethodTypeDesc APPLY =
            MethodTypeDesc.of(ConstantDescs.CD_long, ConstantDescs.CD_long, ConstantDescs.CD_long);

    private final CodeBuilder code;
    private final Dialect dialect;
    private final RandomMethod method;
    private final BodyWriter body;
    private final ConditionWriter conditions;

    ExpressionWriter(CodeBuilder code, Dialect dialect, RandomMethod method, BodyWriter body) {
        this.code = code;
        this.dialect = dialect;
        this.method = method;
        this.body = body;
        this.conditions = new ConditionWriter(code, this);
    }

    ConditionWriter conditions() {
        return conditions;
    }

    /** Pushes the value as {@code wanted}. */
    void push(Expression e, JavaType wanted) {
        if (wanted == JavaType.BOOLEAN && e.type() != JavaType.BOOLEAN) {
            conditions.value(e);
            return;
        }
        push(e);
        convert(e.type(), wanted);
    }

    private void convert(JavaType from, JavaType to) {
        if (from == JavaType.LONG && to != JavaType.LONG) {
            code.l2i();
            narrow(JavaType.INT, to);
        } else if (to == JavaType.LONG && from != JavaType.LONG) {
            code.i2l();
        } else {
            narrow(from, to);
        }
    }

    private void narrow(JavaType from, JavaType to) {
        if (to.holds(from)) return;
        switch (to) {
            case BYTE -> code.i2b();
            case CHAR -> code.i2c();
            case SHORT -> code.i2s();
            case BOOLEAN, INT, LONG -> {}
        }
    }

    private void push(Expression e) {
        switch (e) {
            case Expression.Literal literal -> {
                if (literal.type() == JavaType.LONG) code.loadConstant(literal.value());
                else code.loadConstant((int) literal.value());
            }
            case Expression.Local local -> body.load(local.index());
            case Expression.Field field -> {
                body.loadStruct(field.struct());
                code.invokeinterface(
                        owner(field.struct()),
                        field.field().method(),
                        MethodTypeDesc.of(field.type().descriptor()));
            }
            case Expression.Bytes bytes -> {
                bytes(bytes.struct(), bytes.offset());
                code.invokeinterface(
                        BYTES,
                        "u" + bytes.width() * 8,
                        MethodTypeDesc.of(bytes.type().descriptor(), ConstantDescs.CD_int));
            }
            case Expression.Row row -> {
                row(row.struct(), row.index());
                code.invokeinterface(
                        owner(row.struct()), "row", MethodTypeDesc.of(ConstantDescs.CD_short, ConstantDescs.CD_int));
            }
            case Expression.Data data ->
                code.aload(0)
                        .getfield(
                                Names.CLASS,
                                Names.data(data.type()),
                                data.type().descriptor());
            case Expression.Element element ->
                code.aload(body.array(element.array()))
                        .loadConstant(element.index())
                        .iaload();
            case Expression.PairPart part ->
                code.aload(body.pair(part.pair()))
                        .invokevirtual(
                                Names.PAIR,
                                part.left() ? "left" : "right",
                                MethodTypeDesc.of(part.type().descriptor()));
            case Expression.Binary binary -> binary(binary);
            case Expression.Negation negation -> {
                push(negation.operand(), negation.type());
                if (negation.type() == JavaType.LONG) code.lneg();
                else code.ineg();
            }
            case Expression.Cast cast -> push(cast.operand(), cast.type());
            case Expression.Comparison c -> conditions.value(c);
            case Expression.ShortCircuit s -> conditions.value(s);
            case Expression.Not n -> conditions.value(n);
            case Expression.Conditional c -> conditional(c);
            case Expression.Standard standard -> standard(standard);
            case Expression.Call call -> call(call);
            case Expression.Operation operation -> {
                code.aload(0).getfield(Names.CLASS, Names.operation(operation.operation()), Names.OPERATION);
                push(operation.left(), JavaType.LONG);
                push(operation.right(), JavaType.LONG);
                code.invokeinterface(Names.OPERATION, "apply", APPLY);
            }
            case Expression.Lambda lambda -> lambda(lambda);
            case Expression.PacketLength length -> dialect.packetLength(code);
        }
    }

    private static ClassDesc owner(int struct) {
        return struct == 0 ? Names.CONTEXT : Names.CELL;
    }

    /** Pushes the bytes of a struct and an offset in them. */
    void bytes(int struct, Expression offset) {
        body.loadStruct(struct);
        code.invokeinterface(owner(struct), "bytes", MethodTypeDesc.of(BYTES));
        masked(offset, OFFSET_MASK);
    }

    /** Pushes a struct and an index of its row. */
    void row(int struct, Expression index) {
        body.loadStruct(struct);
        masked(index, ROW_MASK);
    }

    /** Pushes an int that the mask limits; for a literal, the result. */
    void masked(Expression e, int mask) {
        if (e instanceof Expression.Literal literal) {
            code.loadConstant((int) literal.value() & mask);
            return;
        }
        push(e, JavaType.INT);
        code.loadConstant(mask).iand();
    }

    private void binary(Expression.Binary e) {
        boolean wide = e.type() == JavaType.LONG;
        push(e.left(), e.type());
        push(e.right(), e.operator().shift() ? JavaType.INT : e.type());
        switch (e.operator()) {
            case ADD -> code.with(operator(wide ? java.lang.classfile.Opcode.LADD : java.lang.classfile.Opcode.IADD));
            case SUBTRACT ->
                code.with(operator(wide ? java.lang.classfile.Opcode.LSUB : java.lang.classfile.Opcode.ISUB));
            case MULTIPLY ->
                code.with(operator(wide ? java.lang.classfile.Opcode.LMUL : java.lang.classfile.Opcode.IMUL));
            case DIVIDE -> dialect.divide(code, e.type(), false, false);
            case REMAINDER -> dialect.divide(code, e.type(), true, false);
            case AND -> code.with(operator(wide ? java.lang.classfile.Opcode.LAND : java.lang.classfile.Opcode.IAND));
            case OR -> code.with(operator(wide ? java.lang.classfile.Opcode.LOR : java.lang.classfile.Opcode.IOR));
            case XOR -> code.with(operator(wide ? java.lang.classfile.Opcode.LXOR : java.lang.classfile.Opcode.IXOR));
            case SHIFT_LEFT ->
                code.with(operator(wide ? java.lang.classfile.Opcode.LSHL : java.lang.classfile.Opcode.ISHL));
            case SHIFT_RIGHT ->
                code.with(operator(wide ? java.lang.classfile.Opcode.LSHR : java.lang.classfile.Opcode.ISHR));
            case SHIFT_RIGHT_UNSIGNED ->
                code.with(operator(wide ? java.lang.classfile.Opcode.LUSHR : java.lang.classfile.Opcode.IUSHR));
        }
    }

    private static java.lang.classfile.instruction.OperatorInstruction operator(java.lang.classfile.Opcode opcode) {
        return java.lang.classfile.instruction.OperatorInstruction.of(opcode);
    }

    private void conditional(Expression.Conditional e) {
        Label otherwise = code.newLabel();
        Label end = code.newLabel();
        conditions.jump(e.condition(), false, otherwise);
        push(e.left(), e.type());
        code.goto_(end).labelBinding(otherwise);
        push(e.right(), e.type());
        code.labelBinding(end);
    }

    private void standard(Expression.Standard e) {
        List<JavaType> types = e.method().parameters();
        for (int i = 0; i < types.size(); i++) push(e.arguments().get(i), types.get(i));
        if (e.method().divides()) {
            boolean remainder = e.method().method().startsWith("remainder");
            dialect.divide(code, e.type(), remainder, true);
            return;
        }
        code.invokestatic(
                e.method().owner().describeConstable().orElseThrow(),
                e.method().method(),
                MethodTypeDesc.of(
                        e.type().descriptor(),
                        types.stream().map(JavaType::descriptor).toList()));
    }

    private void call(Expression.Call e) {
        Body called = method.others().get(e.method());
        for (int i = 0; i < called.parameters().size(); i++) {
            push(e.arguments().get(i), called.parameters().get(i));
        }
        code.invokestatic(Names.CLASS, Names.other(e.method()), Names.type(called));
    }

    private void lambda(Expression.Lambda e) {
        push(e.captured(), JavaType.LONG);
        Body called = method.others().get(e.method());
        code.invokedynamic(DynamicCallSiteDesc.of(
                METAFACTORY,
                "apply",
                MethodTypeDesc.of(Names.OPERATION, ConstantDescs.CD_long),
                APPLY,
                MethodHandleDesc.ofMethod(
                        DirectMethodHandleDesc.Kind.STATIC, Names.CLASS, Names.other(e.method()), Names.type(called)),
                APPLY));
        push(e.left(), JavaType.LONG);
        push(e.right(), JavaType.LONG);
        if (!e.twice()) {
            code.invokeinterface(Names.OPERATION, "apply", APPLY);
            return;
        }
        code.invokestatic(
                Names.OPERATION,
                "twice",
                MethodTypeDesc.of(ConstantDescs.CD_long, Names.OPERATION, ConstantDescs.CD_long, ConstantDescs.CD_long),
                true);
    }
}
