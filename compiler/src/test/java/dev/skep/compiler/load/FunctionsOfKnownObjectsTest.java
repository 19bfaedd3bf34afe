package dev.skep.compiler.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.bpf.btf.Btf;
import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.NoInline;
import dev.skep.compiler.hook.Syscall;
import dev.skep.compiler.internal.ir.SourcePosition;
import dev.skep.compiler.internal.load.ProgramCompiler;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Functions of objects that are known when a program is compiled: equal objects of other programs give the same, unless they can change. */
@SuppressWarnings({"UnusedMethod", "UnusedVariable"}) // the compiler runs them
class FunctionsOfKnownObjectsTest {
    /** What is kept the first time is used from the second time on, and in another way from the third. */
    private static final int TIMES = 4;

    interface Input extends Struct {
        int a();
    }

    /** What the function is of. */
    interface Weights {
        int of(int seed);
    }

    record Program(Weights weights) {
        @Syscall
        int run(Input in) {
            return weights.of(in.a()) + weights.of(in.a() * 3);
        }
    }

    record Step(int factor, String name) {}

    record Steps(List<Step> steps, Kind kind) implements Weights {
        @Override
        @NoInline
        public int of(int seed) {
            int sum = kind == Kind.UPWARD ? seed : -seed;
            for (Step step : steps) sum = sum * step.factor() + step.name().length();
            for (int i = 0; i < steps.size(); i++) sum ^= Math.max(steps.get(i).factor(), 2);
            return sum;
        }
    }

    enum Kind {
        UPWARD,
        DOWNWARD
    }

    /** Of an array, what is in it may be exchanged. */
    @SuppressWarnings("ArrayRecordComponent")
    record InArray(int[] factors) implements Weights {
        @Override
        @NoInline
        public int of(int seed) {
            return seed * factors[0];
        }
    }

    record InList(List<Integer> factors) implements Weights {
        @Override
        @NoInline
        public int of(int seed) {
            return seed * factors.get(0);
        }
    }

    record Same(List<Integer> one, List<Integer> other) implements Weights {
        @Override
        @NoInline
        @SuppressWarnings("ReferenceEquality") // that is what it is about
        public int of(int seed) {
            return one == other ? seed * 3 : seed * 5;
        }
    }

    private static Steps steps(int factor) {
        return new Steps(List.of(new Step(factor, "a".repeat(factor)), new Step(7, "b")), Kind.UPWARD);
    }

    private static ProgramCompiler.Output output(Weights weights) {
        return ProgramCompiler.of(new Program(weights), Btf::vmlinux, false)
                .programs()
                .getFirst();
    }

    private static List<Long> code(Weights weights) {
        return LongStream.of(output(weights).code().instructions()).boxed().toList();
    }

    /** The codes of several objects, which are compiled again and again. */
    private static void areAlwaysDifferent(List<Supplier<Weights>> objects) {
        List<List<Long>> first =
                objects.stream().map(object -> code(object.get())).toList();
        assertThat(first).doesNotHaveDuplicates();
        for (int i = 0; i < TIMES; i++) {
            assertThat(objects).map(object -> code(object.get())).isEqualTo(first);
        }
    }

    /** Its positions are objects of their own where a function was made anew. */
    @Test
    void equalObjectsHaveOneInCommon() {
        Set<SourcePosition> made = Collections.newSetFromMap(new IdentityHashMap<>());
        for (int i = 0; i < 2 * TIMES; i++) {
            made.add(output(steps(11)).code().lines().getLast().position());
        }
        assertThat(made).hasSizeLessThan(2 * TIMES);
    }

    @Test
    void objectsThatDifferAnywhereHaveOthers() {
        areAlwaysDifferent(List.of(
                () -> steps(2),
                () -> steps(3),
                () -> new Steps(List.of(new Step(2, "aa")), Kind.UPWARD),
                () -> new Steps(List.of(new Step(2, "aa")), Kind.DOWNWARD),
                () -> new Steps(List.of(), Kind.UPWARD)));
    }

    @Test
    void whatIsInAnArrayIsReadEachTime() {
        int[] factors = {0};
        InArray weights = new InArray(factors);
        assertThat(IntStream.range(3, 3 + TIMES).mapToObj(factor -> {
                    factors[0] = factor;
                    return code(weights);
                }))
                .doesNotHaveDuplicates();
    }

    @Test
    void whatIsInAListThatCanBeChangedIsReadEachTime() {
        List<Integer> factors = new ArrayList<>(List.of(0));
        InList weights = new InList(factors);
        assertThat(IntStream.range(3, 3 + TIMES).mapToObj(factor -> {
                    factors.set(0, factor);
                    return code(weights);
                }))
                .doesNotHaveDuplicates();
    }

    @Test
    void whichObjectItIsCountsWhereThatIsAsked() {
        List<Integer> list = List.of(1, 2, 3);
        areAlwaysDifferent(List.of(() -> new Same(list, list), () -> new Same(list, List.of(1, 2, 3))));
    }
}
