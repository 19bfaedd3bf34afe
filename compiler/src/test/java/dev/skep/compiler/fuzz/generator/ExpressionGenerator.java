package dev.skep.compiler.fuzz.generator;

import dev.skep.compiler.fuzz.bytecode.ClassWriter;
import dev.skep.compiler.fuzz.tree.Body;
import dev.skep.compiler.fuzz.tree.CellField;
import dev.skep.compiler.fuzz.tree.Expression;
import dev.skep.compiler.fuzz.tree.JavaType;
import dev.skep.compiler.fuzz.tree.Operator;
import dev.skep.compiler.fuzz.tree.Relation;
import dev.skep.compiler.fuzz.tree.StandardMethod;
import java.util.ArrayList;
import java.util.List;

/** Makes expressions. */
final class ExpressionGenerator {
    private static final int[] WIDTHS = {1, 2, 4, 8};

    private final Choice choice;

    ExpressionGenerator(Choice choice) {
        this.choice = choice;
    }

    /** A value of any type that is at most so deep. */
    Expression any(Scope scope, int depth) {
        return switch (choice.below(10)) {
            case 0 -> condition(scope, depth);
            case 1, 2, 3, 4 -> number(scope, JavaType.LONG, depth);
            default -> number(scope, JavaType.INT, depth);
        };
    }

    /** A value that is computed in this type, INT or LONG. */
    Expression number(Scope scope, JavaType type, int depth) {
        if (depth <= 0) return leaf(scope, type);
        return switch (choice.below(16)) {
            case 0, 1, 2, 3, 4, 5 -> binary(scope, type, depth);
            case 6 -> new Expression.Negation(type, any(scope, depth - 1));
            case 7, 8 -> new Expression.Cast(choice.of(JavaType.values()), any(scope, depth - 1));
            case 9 ->
                new Expression.Conditional(
                        type,
                        condition(scope, depth - 1),
                        number(scope, type, depth - 1),
                        number(scope, type, depth - 1));
            case 10, 11 -> standard(scope, depth);
            case 12 -> call(scope, type, depth);
            case 13 -> known(scope, type, depth);
            default -> leaf(scope, type);
        };
    }

    private Expression binary(Scope scope, JavaType type, int depth) {
        Operator operator = choice.of(Operator.values());
        Expression right = operator.shift()
                ? number(scope, JavaType.INT, depth - 2)
                : number(scope, type, depth - 1 - choice.below(2));
        return new Expression.Binary(operator, type, number(scope, type, depth - 1), right);
    }

    private Expression standard(Scope scope, int depth) {
        StandardMethod method = choice.of(StandardMethod.values());
        List<Expression> arguments = new ArrayList<>();
        for (JavaType type : method.parameters()) arguments.add(number(scope, type.promoted(), depth - 1));
        return new Expression.Standard(method, List.copyOf(arguments));
    }

    private Expression call(Scope scope, JavaType type, int depth) {
        List<Integer> callable = new ArrayList<>();
        for (int i = scope.firstOther(); i < scope.others().size(); i++) callable.add(i);
        if (callable.isEmpty()) return leaf(scope, type);
        int index = choice.of(callable);
        Body body = scope.others().get(index);
        if (isLambda(body) && choice.percent(70)) {
            return new Expression.Lambda(
                    index, choice.percent(30), any(scope, 1), any(scope, depth - 1), any(scope, depth - 1));
        }
        List<Expression> arguments = new ArrayList<>();
        for (JavaType parameter : body.parameters()) {
            arguments.add(number(scope, parameter.promoted(), depth - 1));
        }
        return new Expression.Call(body.returns(), index, List.copyOf(arguments));
    }

    private static boolean isLambda(Body body) {
        return body.returns() == JavaType.LONG
                && body.parameters().equals(List.of(JavaType.LONG, JavaType.LONG, JavaType.LONG));
    }

    private Expression known(Scope scope, JavaType type, int depth) {
        if (!scope.main()) return leaf(scope, type);
        return new Expression.Operation(
                choice.below(ClassWriter.OPERATIONS), any(scope, depth - 1), any(scope, depth - 1));
    }

    /** A boolean. */
    Expression condition(Scope scope, int depth) {
        if (depth <= 0) {
            return choice.percent(70) ? comparison(scope, 0) : leaf(scope, JavaType.BOOLEAN);
        }
        return switch (choice.below(8)) {
            case 0, 1 ->
                new Expression.ShortCircuit(
                        choice.percent(50), condition(scope, depth - 1), condition(scope, depth - 1));
            case 2 -> new Expression.Not(condition(scope, depth - 1));
            default -> comparison(scope, depth - 1);
        };
    }

    private Expression comparison(Scope scope, int depth) {
        JavaType type = choice.percent(60) ? JavaType.INT : JavaType.LONG;
        Expression right = choice.percent(50) ? literal(type) : number(scope, type, depth);
        return new Expression.Comparison(choice.of(Relation.values()), type, number(scope, type, depth), right);
    }

    private Expression.Literal literal(JavaType type) {
        long value = choice.number();
        return new Expression.Literal(
                type,
                switch (type) {
                    case BOOLEAN -> value & 1;
                    case BYTE -> (byte) value;
                    case CHAR -> (char) value;
                    case SHORT -> (short) value;
                    case INT -> (int) value;
                    case LONG -> value;
                });
    }

    private Expression leaf(Scope scope, JavaType type) {
        int kind = choice.below(scope.main() ? 12 : 3);
        return switch (kind) {
            case 0 -> literal(type);
            case 1, 2 -> local(scope);
            case 3, 4, 5, 6 -> memory(scope, type);
            case 7 -> new Expression.Data(choice.of(JavaType.values()));
            case 8 -> element(scope, type);
            case 9 ->
                scope.pairs() > 0
                        ? new Expression.PairPart(choice.below(scope.pairs()), choice.percent(50))
                        : local(scope);
            case 10 -> scope.packet() ? new Expression.PacketLength() : local(scope);
            default -> local(scope);
        };
    }

    private Expression local(Scope scope) {
        int index = choice.below(scope.locals().size());
        return new Expression.Local(scope.locals().get(index), index);
    }

    private Expression element(Scope scope, JavaType type) {
        if (scope.arrays().isEmpty()) return memory(scope, type);
        int array = choice.below(scope.arrays().size());
        return new Expression.Element(array, choice.below(scope.arrays().get(array)));
    }

    private Expression memory(Scope scope, JavaType type) {
        if (scope.structs().isEmpty()) return literal(type);
        int struct = choice.of(scope.structs());
        return switch (choice.below(8)) {
            case 0 -> new Expression.Bytes(struct, width(), offset(scope, struct));
            case 1 -> new Expression.Row(struct, offset(scope, struct));
            default -> new Expression.Field(struct, field(struct));
        };
    }

    int width() {
        return WIDTHS[choice.below(WIDTHS.length)];
    }

    /** An offset or index in a struct: in the context and in packets the kernel allows constants only. */
    Expression offset(Scope scope, int struct) {
        if (struct == 0 || struct >= StatementGenerator.FIRST_IN_PACKET || choice.percent(50))
            return new Expression.Literal(JavaType.INT, choice.below(4));
        return number(scope, JavaType.INT, 1);
    }

    CellField field(int struct) {
        CellField field;
        do field = choice.of(CellField.values());
        while (field.ofContext() && struct != 0);
        return field;
    }
}
