package dev.skep.compiler.differential;

import dev.skep.bpf.memory.Flyweight;
import java.util.List;
import java.util.Random;

/** The programs whose methods give the same result wherever they run, and what the methods get. */
final class Inputs {
    /** The classes of programs; each method with a hook is one. */
    static final List<Class<?>> PROGRAMS = List.of(
            Arithmetic.class,
            ArrayMethods.class,
            ChosenMethods.class,
            ClassMethods.class,
            ControlFlowMethods.class,
            FunctionMethods.class,
            LambdaMethods.class,
            LibraryMethods.class,
            LoopMethods.class,
            MaskMethods.class,
            ObjectMethods.class,
            PatternMethods.class,
            PrefixMethods.class,
            RecordMethods.class,
            RuleMethods.class,
            SearchMethods.class,
            TableMethods.class);

    private static final Flyweight<Input> INPUTS = Flyweight.of(Input.class);

    private Inputs() {}

    static Object program(Class<?> type) throws ReflectiveOperationException {
        return type.getDeclaredConstructor().newInstance();
    }

    static Input random(Random random) {
        Input input = INPUTS.allocate();
        input.a(number(random));
        input.b(number(random));
        input.c((int) number(random));
        input.d((int) number(random));
        input.e(random.nextInt(256));
        input.f((byte) random.nextInt());
        input.g((short) number(random));
        input.h(random.nextInt(65_536));
        return input;
    }

    /** Small numbers, the borders of int and long, and anything. */
    private static long number(Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> random.nextInt(16) - 8;
            case 1 -> Integer.MIN_VALUE + random.nextInt(3) - 1L;
            case 2 -> Long.MIN_VALUE + random.nextInt(3);
            case 3 -> random.nextInt();
            case 4 -> Integer.MAX_VALUE + (long) random.nextInt(3);
            default -> random.nextLong();
        };
    }
}
