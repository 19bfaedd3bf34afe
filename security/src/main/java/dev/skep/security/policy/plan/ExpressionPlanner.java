package dev.skep.security.policy.plan;

import dev.skep.security.policy.hook.Refused;
import dev.skep.security.policy.model.Expression;
import dev.skep.security.policy.program.Calculated;
import dev.skep.security.policy.program.Calculated.Kind;
import dev.skep.security.policy.program.Calculated.Operation;
import dev.skep.security.policy.program.ConstantNumber;
import dev.skep.security.policy.program.NumberReader;
import java.util.List;

/** Turns expressions of policies into what programs calculate. */
final class ExpressionPlanner {
    private final List<PlannedArgument> arguments;

    ExpressionPlanner(List<PlannedArgument> arguments) {
        this.arguments = arguments;
    }

    NumberReader plan(Expression expression) {
        return switch (expression) {
            case Expression.Argument argument -> argument(argument);
            case Expression.Constant constant -> new ConstantNumber(constant.value());
            case Expression.Unary unary -> unary(unary);
            case Expression.Binary binary -> binary(binary);
        };
    }

    private NumberReader argument(Expression.Argument argument) {
        if (argument.position() < arguments.size()
                && arguments.get(argument.position()) instanceof PlannedArgument.Number number) {
            return new Calculated.Cut(number.reader(), kind(argument.type()));
        }
        throw Refused.because("arg" + argument.position() + " is no number here");
    }

    private static Kind kind(Expression.Type type) {
        return switch (type) {
            case INT32, BOOL -> Kind.INT32;
            case UINT32 -> Kind.UINT32;
            case INT64 -> Kind.INT64;
            case UINT64 -> Kind.UINT64;
        };
    }

    private NumberReader unary(Expression.Unary unary) {
        NumberReader operand = plan(unary.operand());
        return switch (unary.operation()) {
            case LOGICAL_NOT -> new Calculated.Zero(operand);
            case BIT_NOT -> new Calculated.Inverted(operand, kind(unary.type()));
            case TO_32_BITS -> new Calculated.Cut(operand, kind(unary.type()));
        };
    }

    private NumberReader binary(Expression.Binary binary) {
        NumberReader left = plan(binary.left());
        NumberReader right = plan(binary.right());
        Kind kind = kind(binary.left().type());
        return switch (binary.operation()) {
            case LOGICAL_AND -> new Calculated.Two(Operation.AND, left, right, kind);
            case LOGICAL_OR -> new Calculated.Two(Operation.OR, left, right, kind);
            case EQUAL -> new Calculated.Two(Operation.EQUAL, left, right, kind);
            case NOT_EQUAL -> new Calculated.Zero(new Calculated.Two(Operation.EQUAL, left, right, kind));
            case LESS -> new Calculated.Two(Operation.LESS, left, right, kind);
            case LESS_OR_EQUAL -> new Calculated.Two(Operation.LESS_OR_EQUAL, left, right, kind);
            case GREATER -> new Calculated.Two(Operation.LESS, right, left, kind);
            case GREATER_OR_EQUAL -> new Calculated.Two(Operation.LESS_OR_EQUAL, right, left, kind);
            case ADD -> new Calculated.Two(Operation.ADD, left, right, kind);
            case SUBTRACT -> new Calculated.Two(Operation.SUBTRACT, left, right, kind);
            case BIT_AND -> new Calculated.Two(Operation.BIT_AND, left, right, kind);
            case BIT_OR -> new Calculated.Two(Operation.BIT_OR, left, right, kind);
            case BIT_XOR -> new Calculated.Two(Operation.BIT_XOR, left, right, kind);
        };
    }
}
