package dev.skep.compiler.internal.eval.runtime;

import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

/** {@link Stream} over elements that are known at load time or made in the program. */
public final class StreamCode {
    private StreamCode() {}

    public static Pipeline<Object> of(Object[] items) {
        return new Pipeline.Source<>(new FixedList(items));
    }

    public static <T> Pipeline<T> filter(Pipeline<T> items, Predicate<? super T> kept) {
        return new Pipeline.Filtered<>(items, kept);
    }

    public static <S, T> Pipeline<T> map(Pipeline<S> items, Function<? super S, ? extends T> function) {
        return new Pipeline.Mapped<>(items, function);
    }

    public static <T> IntPipeline mapToInt(Pipeline<T> items, ToIntFunction<? super T> function) {
        return new IntPipeline.FromObjects<>(items, function);
    }

    public static <T> boolean anyMatch(Pipeline<T> items, Predicate<? super T> test) {
        return !items.each(item -> !test.test(item));
    }

    public static <T> boolean allMatch(Pipeline<T> items, Predicate<? super T> test) {
        return items.each(test);
    }

    public static <T> boolean noneMatch(Pipeline<T> items, Predicate<? super T> test) {
        return items.each(item -> !test.test(item));
    }

    public static <T> void forEach(Pipeline<T> items, Consumer<? super T> action) {
        items.each(item -> {
            action.accept(item);
            return true;
        });
    }

    public static <T> long count(Pipeline<T> items) {
        long[] count = {0};
        items.each(item -> {
            count[0]++;
            return true;
        });
        return count[0];
    }

    @SuppressWarnings("unchecked") // the array holds nothing but elements
    public static <T> T reduce(Pipeline<T> items, T start, BinaryOperator<T> operator) {
        Object[] sum = {start};
        items.each(item -> {
            sum[0] = operator.apply((T) sum[0], item);
            return true;
        });
        return (T) sum[0];
    }

    @SuppressWarnings("unchecked") // the array holds nothing but such options
    public static <T> Optional<T> findFirst(Pipeline<T> items) {
        Object[] found = {Optional.empty()};
        items.each(item -> {
            found[0] = Optional.of(item);
            return false;
        });
        return (Optional<T>) found[0];
    }
}
