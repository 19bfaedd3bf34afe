package dev.skep.compiler.internal.eval.runtime;

import java.util.OptionalLong;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/** As {@link OptionalCode}, of a long. */
public final class OptionalLongCode {
    private OptionalLongCode() {}

    public static boolean isEmpty(OptionalLong option) {
        return !option.isPresent();
    }

    public static void ifPresent(OptionalLong option, LongConsumer action) {
        if (option.isPresent()) action.accept(option.getAsLong());
    }

    public static void ifPresentOrElse(OptionalLong option, LongConsumer action, Runnable otherwise) {
        if (option.isPresent()) action.accept(option.getAsLong());
        else otherwise.run();
    }

    public static long orElse(OptionalLong option, long other) {
        return option.isPresent() ? option.getAsLong() : other;
    }

    public static long orElseGet(OptionalLong option, LongSupplier other) {
        return option.isPresent() ? option.getAsLong() : other.getAsLong();
    }
}
