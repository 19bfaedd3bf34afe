package dev.skep.security.policy.read;

import dev.skep.security.policy.model.Argument;
import dev.skep.security.policy.model.ArgumentType;
import dev.skep.security.policy.model.Expression;
import dev.skep.security.policy.model.Expression.BinaryOperation;
import dev.skep.security.policy.model.Expression.UnaryOperation;
import dev.skep.security.policy.read.CelTokens.Token;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Gives the parts of an expression their types, and refuses those that do not fit. */
final class CelTypes {
    private static final Pattern ARGUMENT = Pattern.compile("arg([0-9]{1,4})");

    private final List<Argument> arguments;

    CelTypes(List<Argument> arguments) {
        this.arguments = arguments;
    }

    /** What messages call a type: as CEL and Tetragon do. */
    static String name(Expression.Type type) {
        return switch (type) {
            case INT32 -> "int32";
            case UINT32 -> "uint32";
            case INT64 -> "int";
            case UINT64 -> "uint";
            case BOOL -> "bool";
        };
    }

    /** {@code argN}, {@code true} or {@code false}. */
    Expression name(Token token) {
        if (token.text().equals("true") || token.text().equals("false")) {
            return new Expression.Constant(token.text().equals("true") ? 1 : 0, Expression.Type.BOOL);
        }
        Matcher argument = ARGUMENT.matcher(token.text());
        if (!argument.matches()) {
            throw new CelException(
                    token.at(),
                    "there is no '" + Element.shown(token.text()) + "': the first of args is arg0, the second arg1");
        }
        int position = Integer.parseInt(argument.group(1));
        if (position >= arguments.size()) {
            throw new CelException(
                    token.at(), "there is no " + token.text() + ": args of the hook has " + arguments.size());
        }
        return new Expression.Argument(
                position, type(token, arguments.get(position).type()));
    }

    private static Expression.Type type(Token token, ArgumentType type) {
        return switch (type) {
            case INT, INT32, SINT32, CAPABILITY, BPF_CMD -> Expression.Type.INT32;
            case UINT32 -> Expression.Type.UINT32;
            case LONG, INT64, SINT64, SYSCALL64 -> Expression.Type.INT64;
            case ULONG, UINT64, SIZE_T -> Expression.Type.UINT64;
            default ->
                throw new CelException(
                        token.at(),
                        token.text() + " is of type " + type.tetragonName()
                                + "; expressions know numbers of 32 and 64 bits only");
        };
    }

    Expression binary(BinaryOperation operation, Expression left, Expression right, int at) {
        if (left.type() != right.type()) {
            throw new CelException(
                    at,
                    "both sides need one type, but are " + name(left.type()) + " and " + name(right.type())
                            + "; int32() and uint32() make 32 bits of numbers");
        }
        boolean truth = left.type() == Expression.Type.BOOL;
        return switch (operation) {
            case LOGICAL_AND, LOGICAL_OR -> {
                require(truth, at, "true or false", left);
                yield new Expression.Binary(operation, left, right, Expression.Type.BOOL);
            }
            case EQUAL, NOT_EQUAL -> new Expression.Binary(operation, left, right, Expression.Type.BOOL);
            case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> {
                require(!truth, at, "numbers", left);
                yield new Expression.Binary(operation, left, right, Expression.Type.BOOL);
            }
            case ADD, SUBTRACT, BIT_AND, BIT_OR, BIT_XOR -> {
                require(!truth, at, "numbers", left);
                yield new Expression.Binary(operation, left, right, left.type());
            }
        };
    }

    Expression unary(UnaryOperation operation, int at, Expression operand) {
        boolean truth = operand.type() == Expression.Type.BOOL;
        boolean wantsTruth = operation == UnaryOperation.LOGICAL_NOT;
        require(truth == wantsTruth, at, wantsTruth ? "true or false" : "a number", operand);
        return new Expression.Unary(operation, operand, operand.type());
    }

    /** {@code int32(int)} or {@code uint32(uint)}. */
    Expression cast(Token function, Expression operand) {
        boolean unsigned = function.text().equals("uint32");
        Expression.Type from = unsigned ? Expression.Type.UINT64 : Expression.Type.INT64;
        if (operand.type() != from) {
            throw new CelException(
                    function.at(), function.text() + "() takes " + name(from) + ", not " + name(operand.type()));
        }
        return new Expression.Unary(
                UnaryOperation.TO_32_BITS, operand, unsigned ? Expression.Type.UINT32 : Expression.Type.INT32);
    }

    private static void require(boolean fits, int at, String wanted, Expression actual) {
        if (!fits) {
            throw new CelException(at, "takes " + wanted + ", not " + name(actual.type()));
        }
    }
}
