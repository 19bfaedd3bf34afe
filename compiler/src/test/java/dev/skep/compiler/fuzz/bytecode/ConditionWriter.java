package dev.skep.compiler.fuzz.bytecode;

import dev.skep.compiler.fuzz.tree.Expression;
import dev.skep.compiler.fuzz.tree.JavaType;
import dev.skep.compiler.fuzz.tree.Relation;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;

/** Writes conditions as jumps, and booleans as 0 and 1. */
final class ConditionWriter {
    private final CodeBuilder code;
    private final ExpressionWriter expressions;

    ConditionWriter(CodeBuilder code, ExpressionWriter expressions) {
        this.code = code;
        this.expressions = expressions;
    }

    /** Pushes 1 if the condition holds, otherwise 0. */
    void value(Expression e) {
        Label no = code.newLabel();
        Label end = code.newLabel();
        jump(e, false, no);
        code.iconst_1().goto_(end).labelBinding(no).iconst_0().labelBinding(end);
    }

    /** Jumps to {@code target} if the condition is {@code when}. */
    void jump(Expression e, boolean when, Label target) {
        switch (e) {
            case Expression.Not not -> jump(not.operand(), !when, target);
            case Expression.ShortCircuit s
            when s.and() != when -> {
                jump(s.left(), when, target);
                jump(s.right(), when, target);
            }
            case Expression.ShortCircuit s -> {
                Label over = code.newLabel();
                jump(s.left(), !when, over);
                jump(s.right(), when, target);
                code.labelBinding(over);
            }
            case Expression.Comparison c ->
                compare(c, when ? c.relation() : c.relation().negated(), target);
            default -> {
                if (e.type() == JavaType.LONG) {
                    expressions.push(e, JavaType.LONG);
                    code.lconst_0().lcmp();
                } else {
                    expressions.push(e, e.type());
                }
                if (when) code.ifne(target);
                else code.ifeq(target);
            }
        }
    }

    private void compare(Expression.Comparison c, Relation relation, Label target) {
        JavaType type = c.operands().promoted();
        expressions.push(c.left(), type);
        boolean zero =
                type == JavaType.INT && c.right() instanceof Expression.Literal literal && (int) literal.value() == 0;
        if (!zero) expressions.push(c.right(), type);
        if (type == JavaType.LONG) code.lcmp();
        if (type == JavaType.LONG || zero) {
            switch (relation) {
                case EQUAL -> code.ifeq(target);
                case NOT_EQUAL -> code.ifne(target);
                case LESS -> code.iflt(target);
                case GREATER_OR_EQUAL -> code.ifge(target);
                case GREATER -> code.ifgt(target);
                case LESS_OR_EQUAL -> code.ifle(target);
            }
            return;
        }
        switch (relation) {
            case EQUAL -> code.if_icmpeq(target);
            case NOT_EQUAL -> code.if_icmpne(target);
            case LESS -> code.if_icmplt(target);
            case GREATER_OR_EQUAL -> code.if_icmpge(target);
            case GREATER -> code.if_icmpgt(target);
            case LESS_OR_EQUAL -> code.if_icmple(target);
        }
    }
}
