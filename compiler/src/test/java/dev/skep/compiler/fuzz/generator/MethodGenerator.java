package dev.skep.compiler.fuzz.generator;

import dev.skep.compiler.fuzz.tree.Body;
import dev.skep.compiler.fuzz.tree.Expression;
import dev.skep.compiler.fuzz.tree.JavaType;
import dev.skep.compiler.fuzz.tree.RandomMethod;
import dev.skep.compiler.fuzz.tree.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes a method. What it makes compiles by construction: loops are bounded, offsets masked, look-ups tested for null, and nothing
 * that the compiler documents as refused is written.
 */
public final class MethodGenerator {
    private static final int LARGEST = 34;
    private static final int LARGEST_OTHER = 6;
    private static final int MOST_LOOPS = 4;

    private final Choice choice;
    private final ExpressionGenerator expressions;

    private MethodGenerator(long seed) {
        choice = new Choice(seed);
        expressions = new ExpressionGenerator(choice);
    }

    /** The method of this seed, always the same. */
    public static RandomMethod of(long seed) {
        return new MethodGenerator(seed).make(seed);
    }

    private RandomMethod make(long seed) {
        boolean packet = choice.percent(30);
        int structs = choice.below(3);
        int pairs = choice.below(3);
        List<Integer> arrays = new ArrayList<>();
        for (int i = choice.below(3); i > 0; i--) arrays.add(1 + choice.below(5));
        List<Body> others = others();
        Body body = main(packet, structs, List.copyOf(arrays), pairs, others);
        return new RandomMethod(seed, packet, body, others, structs, List.copyOf(arrays), pairs);
    }

    /** From the last to the first, as each may call those behind it. */
    private List<Body> others() {
        int count = choice.below(4);
        List<Body> bodies = new ArrayList<>();
        Body none = new Body(List.of(), List.of(), List.of(), new Expression.Literal(JavaType.INT, 0), JavaType.INT);
        for (int i = 0; i < count; i++) bodies.add(none);
        for (int i = count - 1; i >= 0; i--) {
            boolean lambda = choice.percent(50);
            List<JavaType> parameters = new ArrayList<>();
            for (int p = lambda ? 3 : 1 + choice.below(3); p > 0; p--) {
                parameters.add(lambda ? JavaType.LONG : choice.of(JavaType.values()));
            }
            JavaType returns = lambda ? JavaType.LONG : choice.of(JavaType.values());
            bodies.set(i, other(List.copyOf(parameters), returns, List.copyOf(bodies), i + 1));
        }
        return List.copyOf(bodies);
    }

    private Body other(List<JavaType> parameters, JavaType returns, List<Body> others, int firstOther) {
        List<JavaType> locals = new ArrayList<>(List.of(JavaType.INT, JavaType.LONG, choice.of(JavaType.values())));
        int counter = parameters.size() + locals.size();
        locals.add(JavaType.INT);
        List<JavaType> all = new ArrayList<>(parameters);
        all.addAll(locals);
        List<Integer> writable = new ArrayList<>();
        for (int i = 0; i < counter; i++) writable.add(i);
        Scope scope =
                new Scope(all, writable, List.of(), List.of(), others, List.of(), 0, 0, firstOther, false, false, 0);
        StatementGenerator statements = new StatementGenerator(choice, expressions, 1, LARGEST_OTHER);
        if (choice.percent(30)) statements.counters(List.of(counter));
        List<Statement> list = statements.block(scope, choice.below(4));
        Expression result = returns == JavaType.BOOLEAN
                ? expressions.condition(scope, 2)
                : expressions.number(scope, returns.promoted(), 3);
        return new Body(parameters, List.copyOf(locals), list, result, returns);
    }

    private Body main(boolean packet, int structs, List<Integer> arrays, int pairs, List<Body> others) {
        List<JavaType> locals = new ArrayList<>(List.of(JavaType.values()));
        for (int i = choice.below(4); i > 0; i--) locals.add(choice.of(JavaType.values()));
        int firstCounter = locals.size();
        List<Integer> counters = new ArrayList<>();
        for (int i = 0; i < MOST_LOOPS; i++) {
            counters.add(locals.size());
            locals.add(JavaType.INT);
        }
        List<Integer> visible = new ArrayList<>();
        for (int i = packet ? 1 : 0; i <= structs; i++) visible.add(i);
        List<Integer> writable = new ArrayList<>();
        for (int i = 0; i < firstCounter; i++) writable.add(i);
        Scope scope =
                new Scope(locals, writable, visible, List.of(), others, arrays, pairs, structs, 0, packet, true, 0);
        StatementGenerator statements =
                new StatementGenerator(choice, expressions, structs + 1, 5 + choice.below(LARGEST));
        statements.counters(counters);
        List<Statement> list = statements.block(scope, 4 + choice.below(12));
        return new Body(List.of(), List.copyOf(locals), list, expressions.any(scope, 3), JavaType.INT);
    }
}
