package dev.skep.compiler.internal.eval.runtime;

import java.util.function.IntBinaryOperator;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/** {@link IntStream} over a range or over elements that are known at load time or made in the program. */
public final class IntStreamCode {
    private IntStreamCode() {}

    public static IntPipeline range(int from, int to) {
        return new IntPipeline.Range(from, to);
    }

    public static IntPipeline rangeClosed(int from, int last) {
        return new IntPipeline.Range(from, last + 1);
    }

    public static IntPipeline of(int[] items) {
        return new IntPipeline.Elements(items);
    }

    public static IntPipeline filter(IntPipeline items, IntPredicate kept) {
        return new IntPipeline.Filtered(items, kept);
    }

    public static IntPipeline map(IntPipeline items, IntUnaryOperator function) {
        return new IntPipeline.Mapped(items, function);
    }

    public static <T> Pipeline<T> mapToObj(IntPipeline items, IntFunction<? extends T> function) {
        return new Pipeline.FromInts<>(items, function);
    }

    public static Pipeline<Integer> boxed(IntPipeline items) {
        return new Pipeline.FromInts<>(items, item -> item);
    }

    public static boolean anyMatch(IntPipeline items, IntPredicate test) {
        return !items.each(item -> !test.test(item));
    }

    public static boolean allMatch(IntPipeline items, IntPredicate test) {
        return items.each(test);
    }

    public static boolean noneMatch(IntPipeline items, IntPredicate test) {
        return items.each(item -> !test.test(item));
    }

    public static void forEach(IntPipeline items, IntConsumer action) {
        items.each(item -> {
            action.accept(item);
            return true;
        });
    }

    public static long count(IntPipeline items) {
        long[] count = {0};
        items.each(item -> {
            count[0]++;
            return true;
        });
        return count[0];
    }

    public static int sum(IntPipeline items) {
        return reduce(items, 0, Integer::sum);
    }

    public static int reduce(IntPipeline items, int start, IntBinaryOperator operator) {
        int[] sum = {start};
        items.each(item -> {
            sum[0] = operator.applyAsInt(sum[0], item);
            return true;
        });
        return sum[0];
    }
}
