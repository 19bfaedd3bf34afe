package dev.skep.compiler.internal.eval.runtime;

import java.util.OptionalInt;
import java.util.function.IntConsumer;
import java.util.function.IntSupplier;

/** As {@link OptionalCode}, of an int. */
public final class OptionalIntCode {
    private OptionalIntCode() {}

    public static boolean isEmpty(OptionalInt option) {
        return !option.isPresent();
    }

    public static void ifPresent(OptionalInt option, IntConsumer action) {
        if (option.isPresent()) action.accept(option.getAsInt());
    }

    public static void ifPresentOrElse(OptionalInt option, IntConsumer action, Runnable otherwise) {
        if (option.isPresent()) action.accept(option.getAsInt());
        else otherwise.run();
    }

    public static int orElse(OptionalInt option, int other) {
        return option.isPresent() ? option.getAsInt() : other;
    }

    public static int orElseGet(OptionalInt option, IntSupplier other) {
        return option.isPresent() ? option.getAsInt() : other.getAsInt();
    }
}
