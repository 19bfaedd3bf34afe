package dev.skep.compiler.fuzz.bytecode;

import dev.skep.bpf.memory.Bytes;
import dev.skep.compiler.fuzz.tree.Branch;
import dev.skep.compiler.fuzz.tree.JavaType;
import dev.skep.compiler.fuzz.tree.MethodText;
import dev.skep.compiler.fuzz.tree.Statement;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Writes statements. Each method says whether control goes on behind it; what cannot be reached is not written. */
final class StatementWriter {
    private static final int DENSE = 3;
    private static final ClassDesc BYTES = Bytes.class.describeConstable().orElseThrow();

    /** Where breaks and continues go. */
    private record Exits(Label end, Label again) {}

    private final CodeBuilder code;
    private final Dialect dialect;
    private final BodyWriter body;
    private final ExpressionWriter expressions;
    private final MethodText text;
    private final Map<Integer, Exits> loops = new HashMap<>();

    StatementWriter(CodeBuilder code, Dialect dialect, BodyWriter body, ExpressionWriter expressions, MethodText text) {
        this.code = code;
        this.dialect = dialect;
        this.body = body;
        this.expressions = expressions;
        this.text = text;
    }

    boolean all(List<Statement> statements) {
        for (Statement statement : statements) if (!one(statement)) return false;
        return true;
    }

    private boolean one(Statement statement) {
        code.lineNumber(text.line(statement));
        return switch (statement) {
            case Statement.If s -> branch(s);
            case Statement.Switch s -> select(s);
            case Statement.Loop s -> loop(s);
            case Statement.Leave s -> leave(s);
            case Statement.Lookup s -> lookup(s);
            case Statement.PacketAt s -> packet(s);
            case Statement.Return s -> {
                body.returns(s.value());
                yield false;
            }
            default -> {
                simple(statement);
                yield true;
            }
        };
    }

    private void simple(Statement statement) {
        switch (statement) {
            case Statement.Assign s -> {
                expressions.push(s.value(), body.type(s.local()));
                body.store(s.local());
            }
            case Statement.Increment s -> code.iinc(body.slot(s.local()), s.amount());
            case Statement.SetField s -> {
                body.loadStruct(s.struct());
                expressions.push(s.value(), s.field().type());
                code.invokeinterface(
                        s.struct() == 0 ? Names.CONTEXT : Names.CELL,
                        s.field().method(),
                        MethodTypeDesc.of(
                                ConstantDescs.CD_void, s.field().type().descriptor()));
            }
            case Statement.SetBytes s -> {
                JavaType type = s.width() == 8 ? JavaType.LONG : JavaType.INT;
                expressions.bytes(s.struct(), s.offset());
                expressions.push(s.value(), type);
                code.invokeinterface(
                        BYTES,
                        "u" + s.width() * 8,
                        MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_int, type.descriptor()));
            }
            case Statement.SetRow s -> {
                expressions.row(s.struct(), s.index());
                expressions.push(s.value(), JavaType.SHORT);
                code.invokeinterface(
                        s.struct() == 0 ? Names.CONTEXT : Names.CELL,
                        "row",
                        MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_int, ConstantDescs.CD_short));
            }
            case Statement.SetData s -> {
                code.aload(0);
                expressions.push(s.value(), s.type());
                code.putfield(Names.CLASS, Names.data(s.type()), s.type().descriptor());
            }
            case Statement.SetElement s -> {
                code.aload(body.array(s.array())).loadConstant(s.index());
                expressions.push(s.value(), JavaType.INT);
                code.iastore();
            }
            case Statement.SumArray s -> sum(s);
            case Statement.SetPair s -> {
                code.new_(Names.PAIR).dup();
                expressions.push(s.left(), JavaType.INT);
                expressions.push(s.right(), JavaType.LONG);
                code.invokespecial(
                                Names.PAIR,
                                ConstantDescs.INIT_NAME,
                                MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_int, ConstantDescs.CD_long))
                        .astore(body.pair(s.pair()));
            }
            case Statement.AddPair s ->
                code.aload(body.pair(s.pair()))
                        .aload(body.pair(s.other()))
                        .invokevirtual(Names.PAIR, "plus", MethodTypeDesc.of(Names.PAIR, Names.PAIR))
                        .astore(body.pair(s.pair()));
            case Statement.SwapPair s ->
                code.aload(body.pair(s.pair()))
                        .invokevirtual(Names.PAIR, "swapped", MethodTypeDesc.of(Names.PAIR))
                        .astore(body.pair(s.pair()));
            case Statement.Put s -> {
                dialect.beginLookup(code, true);
                expressions.push(s.key(), JavaType.INT);
                dialect.key(code);
                body.loadStruct(s.struct());
                dialect.put(code);
                body.store(s.local());
            }
            case Statement.Remove s -> {
                dialect.beginLookup(code, true);
                expressions.push(s.key(), JavaType.INT);
                dialect.key(code);
                dialect.remove(code);
                body.store(s.local());
            }
            default -> throw new IllegalStateException("not simple: " + statement);
        }
    }

    /** {@code for (int i = 0; i < array.length; i++) local = local * 31 + array[i];} */
    private void sum(Statement.SumArray s) {
        int counter = body.newSlot(1);
        Label test = code.newLabel();
        Label end = code.newLabel();
        code.iconst_0().istore(counter).labelBinding(test);
        code.iload(counter).aload(body.array(s.array())).arraylength().if_icmpge(end);
        code.iload(body.slot(s.local())).loadConstant(31).imul();
        code.aload(body.array(s.array())).iload(counter).iaload().iadd().istore(body.slot(s.local()));
        code.iinc(counter, 1).goto_(test).labelBinding(end);
    }

    private boolean branch(Statement.If s) {
        Label otherwise = code.newLabel();
        expressions.conditions().jump(s.condition(), false, otherwise);
        return either(otherwise, () -> all(s.then()), () -> all(s.otherwise()));
    }

    private interface Part {
        boolean write();
    }

    private boolean either(Label otherwise, Part then, Part other) {
        Label end = code.newLabel();
        boolean goesOn = then.write();
        if (goesOn) code.goto_(end);
        code.labelBinding(otherwise);
        boolean otherGoesOn = other.write();
        if (goesOn || otherGoesOn) code.labelBinding(end);
        return goesOn || otherGoesOn;
    }

    private boolean select(Statement.Switch s) {
        Label otherwise = code.newLabel();
        Label end = code.newLabel();
        List<Branch> branches = s.branches();
        List<Label> labels = new ArrayList<>();
        List<SwitchCase> cases = new ArrayList<>();
        for (Branch branch : branches) {
            Label label = code.newLabel();
            labels.add(label);
            cases.add(SwitchCase.of(branch.value(), label));
        }
        cases.sort(java.util.Comparator.comparingInt(SwitchCase::caseValue));
        expressions.push(s.selector(), JavaType.INT);
        // The JDK's reader fails at a table up to Integer.MAX_VALUE.
        boolean dense = !cases.isEmpty()
                && cases.getLast().caseValue() != Integer.MAX_VALUE
                && cases.getLast().caseValue() - (long) cases.getFirst().caseValue() < (long) DENSE * cases.size();
        if (dense) {
            code.tableswitch(cases.getFirst().caseValue(), cases.getLast().caseValue(), otherwise, cases);
        } else {
            code.lookupswitch(otherwise, cases);
        }
        boolean endReached = false;
        for (int i = 0; i < branches.size(); i++) {
            code.labelBinding(labels.get(i));
            if (all(branches.get(i).body())) {
                boolean last = i == branches.size() - 1;
                if (branches.get(i).fallsThrough()) {
                    if (last) code.goto_(otherwise);
                } else {
                    code.goto_(end);
                    endReached = true;
                }
            }
        }
        code.labelBinding(otherwise);
        boolean goesOn = all(s.otherwise());
        if (goesOn || endReached) code.labelBinding(end);
        return goesOn || endReached;
    }

    private boolean loop(Statement.Loop s) {
        Exits exits = new Exits(code.newLabel(), code.newLabel());
        Label head = code.newLabel();
        loops.put(s.label(), exits);
        int counter = body.slot(s.counter());
        int bound = -1;
        if (s.hoisted()) {
            bound = body.newSlot(1);
            bound(s);
            code.istore(bound);
        }
        code.iconst_0().istore(counter).labelBinding(head);
        boolean testFirst = s.form() != Statement.LoopForm.DO;
        if (testFirst) {
            test(s, counter, bound, false, exits.end());
            if (s.form() == Statement.LoopForm.WHILE) code.iinc(counter, 1);
        }
        all(s.body());
        code.labelBinding(exits.again());
        if (s.form() != Statement.LoopForm.WHILE) code.iinc(counter, 1);
        if (testFirst) code.goto_(head);
        else test(s, counter, bound, true, head);
        code.labelBinding(exits.end());
        loops.remove(s.label());
        return true;
    }

    private void bound(Statement.Loop s) {
        if (s.mask() == 0) expressions.push(s.bound(), JavaType.INT);
        else expressions.masked(s.bound(), s.mask());
    }

    /** Jumps if {@code counter < bound} is {@code when}. */
    private void test(Statement.Loop s, int counter, int bound, boolean when, Label target) {
        code.iload(counter);
        if (bound >= 0) code.iload(bound);
        else bound(s);
        if (when) code.if_icmplt(target);
        else code.if_icmpge(target);
    }

    private boolean leave(Statement.Leave s) {
        Exits exits = loops.get(s.label());
        if (exits == null) throw new IllegalArgumentException("loop " + s.label() + " is out of scope");
        expressions.conditions().jump(s.condition(), true, s.goOn() ? exits.again() : exits.end());
        return true;
    }

    private boolean lookup(Statement.Lookup s) {
        Label missing = code.newLabel();
        dialect.beginLookup(code, s.hash());
        expressions.push(s.key(), JavaType.INT);
        if (s.hash()) dialect.key(code);
        dialect.lookup(code, s.hash());
        return ifNotNull(s.struct(), missing, s.found(), s.missing());
    }

    private boolean packet(Statement.PacketAt s) {
        Label cut = code.newLabel();
        dialect.beginPacket(code);
        expressions.masked(s.offset(), s.mask());
        dialect.packetAt(code);
        return ifNotNull(s.struct(), cut, s.found(), s.cut());
    }

    private boolean ifNotNull(int struct, Label missing, List<Statement> found, List<Statement> otherwise) {
        code.astore(body.struct(struct));
        body.loadStruct(struct);
        code.ifnull(missing);
        return either(
                missing,
                () -> {
                    boolean goesOn = all(found);
                    body.forget(struct);
                    return goesOn;
                },
                () -> all(otherwise));
    }
}
