package dev.skep.compiler;

import static dev.skep.compiler.Refusals.refuses;

import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.hook.Syscall;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Objects, texts and functions that cannot be in the kernel, and what the compiler says of them. */
@SuppressWarnings({"UnusedMethod", "NullAway", "UnusedVariable", "FieldCanBeFinal"
}) // what is wrong with them is what is tested
class ObjectRefusalTest {
    interface Input extends Struct {
        int a();

        int b();
    }

    enum Mode {
        OFF,
        ON
    }

    private record Rule(int limit, @Nullable String name) {}

    @Test
    void theNullsAmongObjectsThatAreChosenFromAreNamed() {
        refuses(
                new Object() {
                    private final @Nullable Rule[] rules = {new Rule(1, "a"), null};

                    @Syscall
                    int run(Input in) {
                        return rules[in.a() & 1].limit;
                    }
                },
                "null.limit: some of these objects are null",
                "give each a value");
        refuses(
                new Object() {
                    private final List<Rule> rules = List.of(new Rule(1, "a"), new Rule(2, null));

                    @Syscall
                    int run(Input in) {
                        return rules.get(in.a() & 1).name().length();
                    }
                },
                "null.length(...): some of these objects are null",
                "give each a value");
    }

    private static final class Weight {
        int value = 3;
    }

    @Test
    void fieldsOfObjectsThatAreChosenAtRunTimeAreFinal() {
        refuses(
                new Object() {
                    private final Weight[] weights = {new Weight(), new Weight()};

                    @Syscall
                    int run(Input in) {
                        return weights[in.a() & 1].value;
                    }
                },
                "field value is not final, and which object it belongs to is known only at run time",
                "make it final");
    }

    @Test
    void objectsThatAreBothChosenAtRunTimeAreNotCompared() {
        refuses(
                new Object() {
                    private final Weight[] some = {new Weight(), new Weight()};
                    private final Weight[] others = {new Weight(), new Weight()};

                    @Syscall
                    int run(Input in) {
                        return some[in.a() & 1] == others[in.b() & 1] ? 1 : 0;
                    }
                },
                "== between two objects of which one is chosen at run time",
                "compare their numbers instead");
    }

    @Test
    void arraysHaveElements() {
        refuses(
                new Object() {
                    private final int[] none = {};

                    @Syscall
                    int run(Input in) {
                        return none[in.a()];
                    }
                },
                "an array without elements is indexed",
                "leave the access out");
        refuses(
                new Object() {
                    private int[] none = {};

                    @Syscall
                    int run(Input in) {
                        return none[in.a() & 1];
                    }
                },
                "field none holds no elements",
                "give it an array in the constructor");
        refuses(
                new Object() {
                    private final int @Nullable [] none = null;

                    @Syscall
                    int run(Input in) {
                        return none[0];
                    }
                },
                "this array is null",
                "give the field a value in the constructor");
    }

    @Test
    void fieldsOfAnEnumTakeItsConstants() {
        refuses(
                new Object() {
                    private @Nullable Mode mode = Mode.OFF;

                    @Syscall
                    int run(Input in) {
                        mode = null;
                        return in.a();
                    }
                },
                "what is written into field mode is no constant of its enum",
                "write a constant that is known, and never null");
    }

    @Test
    void nullIsNotUnboxed() {
        refuses(
                new Object() {
                    private final @Nullable Integer limit = null;

                    @Syscall
                    int run(Input in) {
                        return in.a() + limit;
                    }
                },
                "null.intValue(...): the object is null here",
                "give the field a value, or test for null");
        refuses(
                new Object() {
                    private final @Nullable Integer limit = null;

                    @Syscall
                    int run(Input in) {
                        ToIntFunction<Integer> number = Integer::intValue;
                        return in.a() + number.applyAsInt(limit);
                    }
                },
                "null is unboxed here: intValue",
                "test for null first");
    }

    @Test
    void textsAreKnown() {
        refuses(
                new Object() {
                    @Syscall
                    int run(Input in) {
                        StringBuilder text = new StringBuilder("a");
                        return text.append(in.a()).length();
                    }
                },
                "strings cannot be put together in the kernel",
                "write the parts into a record and format them on the user side, or use tracePrintk");
        refuses(
                new Object() {
                    @Syscall
                    int run(Input in) {
                        return new StringBuilder("abc").reverse().length();
                    }
                },
                "StringBuilder.reverse is not supported in the kernel",
                "put known strings together with + and append");
        refuses(
                new Object() {
                    @Syscall
                    int run(Input in) {
                        return Integer.toHexString(in.a()).length();
                    }
                },
                "Integer.toHexString would make a text in the kernel",
                "send the numbers in a record and format them on the user side, or use TextHelpers.snprintf");
    }

    @Test
    void whatTheJdkKeepsToItselfIsNamed() {
        refuses(
                new Object() {
                    private final List<String> names = List.of("a", "b");

                    @Syscall
                    int run(Input in) {
                        return names.subList(in.a(), in.b()).size();
                    }
                },
                "List.subList cannot run in the kernel here: exceptions do not exist in the kernel",
                "return a value that says what happened");
        refuses(
                new Object() {
                    @Syscall
                    int run(Input in) {
                        return TimeUnit.values().length + in.a();
                    }
                },
                "TimeUnit.values cannot run in the kernel here: field $VALUES of java.util.concurrent.TimeUnit is hidden"
                        + " by the JDK",
                "keep what the program needs in a class of your own");
    }

    @Test
    void aVariableOfALoopKeepsItsKind() {
        refuses(
                new Object() {
                    @Syscall
                    int run(Input in) {
                        Object last = Integer.valueOf(in.b());
                        int sum = 0;
                        for (int i = 0; i < in.a(); i++) {
                            if (last instanceof Integer number) sum += number;
                            last = new Rule(i, "a");
                        }
                        return sum;
                    }
                },
                "a variable changes from one kind of value to another in the loop",
                "use two variables, one for each kind");
    }

    @Test
    void functionsOfTheirOwnTakeNumbersAndStructs() {
        refuses(
                new Object() {
                    @Syscall
                    int run(Input in) {
                        return sum(in.a(), in.b(), in.a() * 3, in.b() * 5, in.a() - 2, in.b() - 3);
                    }

                    @NoInline
                    private static int sum(int a, int b, int c, int d, int e, int f) {
                        return a + b * c - d / (e | 1) + f;
                    }
                },
                "more than 5 values are passed to sum",
                "pass numbers and structs, five at most, or remove @NoInline");
        refuses(
                new Object() {
                    @Syscall
                    int run(Input in) {
                        int[] numbers = {in.a(), in.b()};
                        fill(numbers, in.a());
                        return numbers[0];
                    }

                    @NoInline
                    private static void fill(int[] numbers, int a) {
                        numbers[0] = a;
                    }
                },
                "an object that can change is passed to fill, which is a function of its own",
                "pass numbers and structs, five at most, or remove @NoInline");
    }
}
