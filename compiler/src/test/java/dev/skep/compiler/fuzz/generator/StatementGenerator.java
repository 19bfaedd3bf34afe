package dev.skep.compiler.fuzz.generator;

import dev.skep.compiler.fuzz.tree.Branch;
import dev.skep.compiler.fuzz.tree.CellField;
import dev.skep.compiler.fuzz.tree.Expression;
import dev.skep.compiler.fuzz.tree.JavaType;
import dev.skep.compiler.fuzz.tree.Operator;
import dev.skep.compiler.fuzz.tree.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Makes statements. */
final class StatementGenerator {
    /** Structs from here on lie in the packet. */
    static final int FIRST_IN_PACKET = 100;

    private static final int DEEPEST = 3;
    private static final int DEEPEST_LOOP = 2;
    private static final int MOST_LOOPS = 4;

    private final Choice choice;
    private final ExpressionGenerator expressions;
    private int nextStruct;
    private int nextLabel;
    private int budget;
    private final List<Integer> counters = new ArrayList<>();

    StatementGenerator(Choice choice, ExpressionGenerator expressions, int nextStruct, int budget) {
        this.choice = choice;
        this.expressions = expressions;
        this.nextStruct = nextStruct;
        this.budget = budget;
    }

    /** Which locals loops may count in; each loop takes one. */
    void counters(List<Integer> free) {
        counters.addAll(free);
    }

    List<Statement> block(Scope scope, int length) {
        List<Statement> statements = new ArrayList<>();
        for (int i = 0; i < length && budget > 0; i++) {
            budget--;
            statements.add(statement(scope));
        }
        return List.copyOf(statements);
    }

    private Statement statement(Scope scope) {
        boolean deep = scope.depth() >= DEEPEST;
        return switch (choice.below(deep ? 12 : 20)) {
            case 0, 1, 2 -> assign(scope);
            case 3 -> increment(scope);
            case 4, 5, 6 -> write(scope);
            case 7 -> data(scope);
            case 8 -> array(scope);
            case 9 -> pair(scope);
            case 10 -> leave(scope);
            case 11 -> hash(scope);
            case 12, 13, 14 -> branch(scope);
            case 15 -> select(scope);
            case 16, 17 -> loop(scope);
            default -> scope.packet() && choice.percent(60) ? packet(scope) : lookup(scope);
        };
    }

    private Statement assign(Scope scope) {
        return new Statement.Assign(choice.of(scope.writable()), expressions.any(scope, 3));
    }

    private Statement increment(Scope scope) {
        List<Integer> ints = scope.writable(JavaType.INT);
        return ints.isEmpty() ? assign(scope) : new Statement.Increment(choice.of(ints), choice.below(300) - 150);
    }

    private Statement write(Scope scope) {
        if (scope.structs().isEmpty()) return assign(scope);
        int struct = choice.of(scope.structs());
        return switch (choice.below(6)) {
            case 0 ->
                new Statement.SetBytes(
                        struct, expressions.width(), expressions.offset(scope, struct), expressions.any(scope, 2));
            case 1 -> new Statement.SetRow(struct, expressions.offset(scope, struct), expressions.any(scope, 2));
            default -> {
                CellField field = expressions.field(struct);
                yield new Statement.SetField(struct, field, expressions.any(scope, 2));
            }
        };
    }

    private Statement data(Scope scope) {
        if (!scope.main()) return assign(scope);
        return new Statement.SetData(choice.of(JavaType.values()), expressions.any(scope, 2));
    }

    private Statement array(Scope scope) {
        if (scope.arrays().isEmpty()) return assign(scope);
        int array = choice.below(scope.arrays().size());
        List<Integer> ints = scope.writable(JavaType.INT);
        if (!ints.isEmpty() && choice.percent(30)) return new Statement.SumArray(array, choice.of(ints));
        return new Statement.SetElement(array, choice.below(scope.arrays().get(array)), expressions.any(scope, 2));
    }

    private Statement pair(Scope scope) {
        if (scope.pairs() == 0) return assign(scope);
        int pair = choice.below(scope.pairs());
        return switch (choice.below(4)) {
            case 0 -> new Statement.AddPair(pair, choice.below(scope.pairs()));
            case 1 -> new Statement.SwapPair(pair);
            default -> new Statement.SetPair(pair, expressions.any(scope, 2), expressions.any(scope, 2));
        };
    }

    private Statement leave(Scope scope) {
        if (!scope.loops().isEmpty()) {
            return new Statement.Leave(choice.of(scope.loops()), choice.percent(50), expressions.condition(scope, 1));
        }
        if (choice.percent(60)) return assign(scope);
        Statement result = new Statement.Return(expressions.any(scope, 2));
        return new Statement.If(expressions.condition(scope, 1), List.of(result), List.of());
    }

    /** A key that is often there and sometimes not. */
    private Expression key(Scope scope) {
        Expression number = expressions.number(scope, JavaType.INT, 1);
        return new Expression.Binary(Operator.AND, JavaType.INT, number, new Expression.Literal(JavaType.INT, 7));
    }

    private Statement hash(Scope scope) {
        List<Integer> flags = scope.writable(JavaType.BOOLEAN);
        // A pointer into the map must not be used after its element was replaced or removed.
        boolean pointers = scope.structs().stream().anyMatch(s -> s > scope.stackStructs());
        if (!scope.main() || pointers || flags.isEmpty() || scope.stackStructs() == 0) return assign(scope);
        if (choice.percent(40)) return new Statement.Remove(key(scope), choice.of(flags));
        return new Statement.Put(key(scope), 1 + choice.below(scope.stackStructs()), choice.of(flags));
    }

    private Statement branch(Scope scope) {
        Scope inner = scope.inner();
        return new Statement.If(
                expressions.condition(scope, 2),
                block(inner, 1 + choice.below(3)),
                choice.percent(50) ? block(inner, 1 + choice.below(3)) : List.of());
    }

    private Statement select(Scope scope) {
        Scope inner = scope.inner();
        boolean dense = choice.percent(60);
        Expression selector = expressions.number(scope, JavaType.INT, 2);
        if (choice.percent(80)) {
            selector = new Expression.Binary(
                    Operator.AND, JavaType.INT, selector, new Expression.Literal(JavaType.INT, dense ? 7 : 127));
        }
        Set<Integer> values = new TreeSet<>();
        for (int i = 1 + choice.below(5); i > 0; i--) values.add(dense ? choice.below(8) : (int) choice.number());
        List<Branch> branches = new ArrayList<>();
        for (int value : values) {
            branches.add(new Branch(value, choice.percent(25), block(inner, 1 + choice.below(2))));
        }
        return new Statement.Switch(selector, List.copyOf(branches), block(inner, choice.below(3)));
    }

    private Statement loop(Scope scope) {
        if (counters.isEmpty() || scope.loops().size() >= DEEPEST_LOOP || nextLabel >= MOST_LOOPS) return branch(scope);
        int counter = counters.removeLast();
        int label = nextLabel++;
        boolean constant = choice.percent(40);
        int mask = scope.loops().isEmpty() ? 7 : 3;
        Expression bound = constant
                ? new Expression.Literal(JavaType.INT, 1 + choice.below(mask))
                : expressions.number(scope, JavaType.INT, 1);
        return new Statement.Loop(
                choice.of(Statement.LoopForm.values()),
                label,
                counter,
                bound,
                constant ? 0 : mask,
                choice.percent(50),
                block(scope.withLoop(label), 1 + choice.below(4)));
    }

    private Statement lookup(Scope scope) {
        if (!scope.main()) return branch(scope);
        int struct = nextStruct++;
        return new Statement.Lookup(
                choice.percent(50),
                key(scope),
                struct,
                block(scope.withStruct(struct), 1 + choice.below(4)),
                choice.percent(30) ? block(scope.inner(), 1) : List.of());
    }

    private Statement packet(Scope scope) {
        int struct = FIRST_IN_PACKET + nextStruct++;
        boolean constant = choice.percent(50);
        Expression offset = constant
                ? new Expression.Literal(JavaType.INT, choice.below(32))
                : expressions.number(scope, JavaType.INT, 1);
        return new Statement.PacketAt(
                offset,
                31,
                struct,
                block(scope.withStruct(struct), 1 + choice.below(4)),
                choice.percent(40) ? block(scope.inner(), 1) : List.of());
    }
}
