package dev.skep.compiler;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.hook.Syscall;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Java that cannot run in the kernel, and what the compiler says of it. */
@SuppressWarnings({"UnusedMethod", "NullAway", "UnusedVariable", "ReferenceEquality"
}) // what is wrong with them is what is tested
class LanguageRefusalTest {
    interface Input extends Struct {
        int a();

        int b();
    }

    private sealed interface Rule {
        boolean matches(int v);
    }

    private record Above(int limit) implements Rule {
        @Override
        public boolean matches(int v) {
            return v > limit;
        }
    }

    private record Below(int limit) implements Rule {
        @Override
        public boolean matches(int v) {
            return v < limit;
        }
    }

    private static void refuses(Object program, String reason) {
        assertThatThrownBy(() -> Kernel.compile(program))
                .isInstanceOf(CompileException.class)
                .hasMessageStartingWith("LanguageRefusalTest.java:")
                .hasMessageContaining(reason)
                .hasMessageContaining("mend: ");
    }

    @Test
    void boxedNumbersHaveNoIdentity() {
        refuses(
                new Object() {
                    @Syscall
                    @SuppressWarnings("BoxedPrimitiveEquality") // that is what is tested
                    int run(Input x) {
                        Integer a = x.a();
                        Integer b = x.b();
                        return a == b ? 1 : 0;
                    }
                },
                "== on boxed numbers compares objects");
    }

    @Test
    void recordsHaveNoIdentity() {
        refuses(
                new Object() {
                    @Syscall
                    @SuppressWarnings("ReferenceEquality") // that is what is tested
                    int run(Input x) {
                        return new Above(x.a()) == new Above(x.b()) ? 1 : 0;
                    }
                },
                "== on two objects of Above that the program made");
    }

    @Test
    void indicesMustBeInBounds() {
        refuses(
                new Object() {
                    @Syscall
                    int run(Input x) {
                        int[] a = {x.a(), x.b()};
                        return a[a.length];
                    }
                },
                "index 2 is out of bounds for length 2");
    }

    @Test
    void indicesMustBeProvenToBeInBounds() {
        refuses(
                new Object() {
                    @Syscall
                    int run(Input x) {
                        int[] a = {x.a(), x.b(), 3};
                        return x.a() < 3 ? a[x.b()] : 0;
                    }
                },
                "this index may be out of bounds: it is known to be from -2147483648 to 2147483647");
    }

    @Test
    void indicesOfListsMustBeProvenToBeInBounds() {
        refuses(
                new Object() {
                    private final List<Above> rules = List.of(new Above(1), new Above(2));

                    @Syscall
                    int run(Input x) {
                        return rules.get(x.a() & 3).limit();
                    }
                },
                "this index may be out of bounds: it is known to be from 0 to 3, and the array has 2 elements");
    }

    @Test
    void arraysOfObjectsMadeInTheProgramHaveConstantIndices() {
        refuses(
                new Object() {
                    @Syscall
                    int run(Input x) {
                        Above[] a = {new Above(x.a()), new Above(x.b())};
                        return a[x.a() & 1].limit();
                    }
                },
                "an array of objects made in the program is indexed by a value known only at run time");
    }

    @Test
    void arraysMustFitTheStack() {
        refuses(
                new Object() {
                    @Syscall
                    int run(Input x) {
                        long[] a = new long[128];
                        a[x.a() & 127] = 1;
                        return (int) a[x.b() & 127];
                    }
                },
                "an array of 128 long that is indexed by a value known only at run time does not fit the program's stack");
    }

    @Test
    void lengthsMustBeKnown() {
        refuses(
                new Object() {
                    @Syscall
                    int run(Input x) {
                        return new int[x.a()].length;
                    }
                },
                "an array whose length is known only at run time cannot be made in the kernel");
    }

    @Test
    void arraysDoNotOutliveTheIterationThatMakesThem() {
        refuses(
                new Object() {
                    @Syscall
                    int run(Input x) {
                        int[] last = new int[4];
                        int s = 0;
                        for (int i = 0; i < x.a(); i++) {
                            int[] next = new int[4];
                            next[x.b() & 3] = last[i & 3] + 1;
                            s += next[i & 3] + last[x.b() & 3];
                            last = next;
                        }
                        return s;
                    }
                },
                "a int[] that one iteration of the loop makes is used by the next");
    }

    @Test
    void objectsChosenAtRunTimeHaveOneClass() {
        refuses(
                new Object() {
                    private final List<Rule> rules = List.of(new Above(1), new Below(2));

                    @Syscall
                    int run(Input x) {
                        return rules.get(x.a() & 1).matches(x.b()) ? 1 : 0;
                    }
                },
                "matches is called on objects of several classes, of which one is chosen at run time");
    }

    @Test
    void typesOfObjectsChosenAtRunTimeAreOne() {
        refuses(
                new Object() {
                    private final List<Rule> rules = List.of(new Above(1), new Below(2));

                    @Syscall
                    int run(Input x) {
                        return rules.get(x.a() & 1) instanceof Above ? 1 : 0;
                    }
                },
                "whether this is a Above is known only at run time");
    }

    @Test
    void missesMustBeTestedFor() {
        refuses(
                new Object() {
                    private final Map<Integer, Integer> limits = Map.of(1, 2, 3, 4);

                    @Syscall
                    int run(Input x) {
                        return limits.get(x.a());
                    }
                },
                "null");
    }

    @Test
    void emptyOptionsHaveNoValue() {
        refuses(
                new Object() {
                    @Syscall
                    @SuppressWarnings("OptionalGetWithoutIsPresent") // that is what is tested
                    int run(Input x) {
                        Optional<Integer> o = x.a() > 0 ? Optional.of(x.a()) : Optional.empty();
                        return o.get();
                    }
                },
                "Optional.get");
    }

    @Test
    void namesTheMethodOfTheJdkThatCannotRun() {
        refuses(
                new Object() {
                    @Syscall
                    int run(Input x) {
                        return (int) Stream.of(x.a(), x.b()).sorted().count();
                    }
                },
                "Stream.sorted cannot run in the kernel");
    }

    @Test
    void switchesOnFoundObjectsNeedOneClass() {
        refuses(
                new Object() {
                    private final List<Rule> rules = List.of(new Above(1), new Below(2));

                    @Syscall
                    int run(Input x) {
                        return switch (rules.get(x.a() & 1)) {
                            case Above a -> a.limit();
                            case Below b -> -b.limit();
                        };
                    }
                },
                "is known only at run time");
    }

    @Test
    void programsGiveNumbers() {
        assertThatThrownBy(() -> Kernel.compile(new Object() {
                    @Syscall
                    String run(Input x) {
                        return "a";
                    }
                }))
                .isInstanceOf(CompileException.class)
                .hasMessageContaining("a method that runs in the kernel returns a number or nothing, not String");
    }
}
