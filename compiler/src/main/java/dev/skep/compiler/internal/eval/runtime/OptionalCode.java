package dev.skep.compiler.internal.eval.runtime;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** {@link Optional} through its public methods, so that one that is known at load time is used like one made in the program. */
public final class OptionalCode {
    private OptionalCode() {}

    public static <T> Optional<T> ofNullable(@Nullable T value) {
        return value == null ? Optional.empty() : Optional.of(value);
    }

    public static <T> boolean isEmpty(Optional<T> option) {
        return !option.isPresent();
    }

    public static <S, T> Optional<T> map(Optional<S> option, Function<? super S, ? extends T> function) {
        return option.isPresent() ? ofNullable(function.apply(option.get())) : Optional.empty();
    }

    @SuppressWarnings("unchecked") // an option is only read
    public static <S, T> Optional<T> flatMap(
            Optional<S> option, Function<? super S, ? extends Optional<? extends T>> function) {
        return option.isPresent() ? (Optional<T>) function.apply(option.get()) : Optional.empty();
    }

    public static <T> Optional<T> filter(Optional<T> option, Predicate<? super T> test) {
        return option.isPresent() && test.test(option.get()) ? option : Optional.empty();
    }

    @SuppressWarnings("unchecked") // an option is only read
    public static <T> Optional<T> or(Optional<T> option, Supplier<? extends Optional<? extends T>> other) {
        return option.isPresent() ? option : (Optional<T>) other.get();
    }

    public static <T> void ifPresent(Optional<T> option, Consumer<? super T> action) {
        if (option.isPresent()) action.accept(option.get());
    }

    public static <T> void ifPresentOrElse(Optional<T> option, Consumer<? super T> action, Runnable otherwise) {
        if (option.isPresent()) action.accept(option.get());
        else otherwise.run();
    }

    public static <T> @Nullable T orElse(Optional<T> option, @Nullable T other) {
        return option.isPresent() ? option.get() : other;
    }

    public static <T> T orElseGet(Optional<T> option, Supplier<? extends T> other) {
        return option.isPresent() ? option.get() : other.get();
    }
}
