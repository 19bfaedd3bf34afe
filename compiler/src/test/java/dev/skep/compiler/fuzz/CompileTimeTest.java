package dev.skep.compiler.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.compiler.fuzz.bytecode.ClassWriter;
import dev.skep.compiler.fuzz.tree.Body;
import dev.skep.compiler.fuzz.tree.CellField;
import dev.skep.compiler.fuzz.tree.Expression;
import dev.skep.compiler.fuzz.tree.JavaType;
import dev.skep.compiler.fuzz.tree.Operator;
import dev.skep.compiler.fuzz.tree.RandomMethod;
import dev.skep.compiler.fuzz.tree.Relation;
import dev.skep.compiler.fuzz.tree.Statement;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The time for one instruction does not depend on how many there are. Processor time is measured: others may use the machine. */
class CompileTimeTest {
    private static final int LOCALS = 8;
    private static final int STEPS = 12;
    private static final int WARM_UP = 6;
    private static final int ROUNDS = 5;
    private static final double MOST_MILLIS = 1_000;
    private static final double MOST_GROWTH = 3;

    private record Measured(int instructions, double millis) {
        double microsEach() {
            return millis * 1_000 / instructions;
        }
    }

    @Test
    void growsWithTheSizeOfTheProgramAndNoFaster() {
        for (int i = 0; i < WARM_UP; i++) compile(10);
        Measured small = measure(1_000);
        Measured middle = measure(3_000);
        Measured large = measure(10_000);
        for (Measured each : List.of(small, middle, large)) {
            System.out.printf(
                    "%d instructions: %.0f ms, %.1f us each%n", each.instructions(), each.millis(), each.microsEach());
        }
        assertThat(large.millis()).as("milliseconds for 10,000 instructions").isLessThan(MOST_MILLIS);
        assertThat(large.microsEach()).isLessThan(MOST_GROWTH * small.microsEach());
    }

    private static Measured measure(int instructions) {
        int calls = 10;
        while (compile(calls).instructions() < instructions) calls += 1 + calls / 5;
        Measured best = compile(calls);
        for (int i = 1; i < ROUNDS; i++) {
            Measured again = compile(calls);
            if (again.millis() < best.millis()) best = again;
        }
        return best;
    }

    private static Measured compile(int calls) {
        GeneratedClass generated = GeneratedClass.of(ClassWriter.forKernel(method(calls)));
        long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        Compiled compiled = new Compiled(generated, Variant.ALL.getFirst());
        long nanos = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start;
        return new Measured(compiled.code().length(), nanos / 1e6);
    }

    /** Calls of one method, each inlined, between writes to memory; a method of the JVM could not be as large itself. */
    private static RandomMethod method(int calls) {
        List<JavaType> locals = new ArrayList<>();
        for (int i = 0; i < LOCALS; i++) locals.add(i % 2 == 0 ? JavaType.INT : JavaType.LONG);
        List<Statement> statements = new ArrayList<>();
        for (int i = 0; i < calls; i++) {
            int odd = i * 2 % LOCALS + 1;
            int other = (i * 2 + 2) % LOCALS + 1;
            Expression read = new Expression.Field(0, CellField.SECOND);
            statements.add(new Statement.Assign(
                    odd,
                    new Expression.Call(
                            JavaType.LONG, 0, List.of(local(odd, JavaType.LONG), local(other, JavaType.LONG), read))));
            statements.add(new Statement.SetField(0, CellField.FIRST, local(odd, JavaType.LONG)));
        }
        Body body = new Body(
                List.of(), List.copyOf(locals), List.copyOf(statements), local(1, JavaType.LONG), JavaType.INT);
        return new RandomMethod(0, false, body, List.of(called()), 0, List.of(), 0);
    }

    /** Arithmetic and branches, and a loop. */
    private static Body called() {
        List<JavaType> parameters = List.of(JavaType.LONG, JavaType.LONG, JavaType.LONG);
        int counter = parameters.size();
        List<Statement> statements = new ArrayList<>();
        for (int i = 0; i < STEPS; i++) {
            int one = i % 3;
            int two = (i + 1) % 3;
            Expression product = binary(Operator.MULTIPLY, local(one, JavaType.LONG), literal(i * 2 + 3));
            Statement mix = new Statement.Assign(
                    one,
                    binary(Operator.XOR, binary(Operator.ADD, product, local(two, JavaType.LONG)), literal(i * 77L)));
            Expression condition = new Expression.Comparison(
                    Relation.LESS, JavaType.LONG, local(one, JavaType.LONG), literal(1000L * i));
            statements.add(new Statement.If(
                    condition, List.of(mix), List.of(new Statement.Assign(two, local(one, JavaType.LONG)))));
            if (i == STEPS / 2) {
                statements.add(new Statement.Loop(
                        Statement.LoopForm.FOR, 0, counter, local(two, JavaType.LONG), 7, true, List.of(mix)));
            }
        }
        return new Body(
                parameters, List.of(JavaType.INT), List.copyOf(statements), local(0, JavaType.LONG), JavaType.LONG);
    }

    private static Expression local(int index, JavaType type) {
        return new Expression.Local(type, index);
    }

    private static Expression literal(long value) {
        return new Expression.Literal(JavaType.LONG, value);
    }

    private static Expression binary(Operator operator, Expression left, Expression right) {
        return new Expression.Binary(operator, JavaType.LONG, left, right);
    }
}
