package dev.skep.compiler.internal.eval.runtime;

import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Predicate;

/**
 * A stream whose elements are pushed through it one after the other, so that it unrolls like a loop.
 *
 * @param <T> type of the elements
 */
public abstract class Pipeline<T> {
    Pipeline() {}

    /** Gives each element to {@code sink} until that says false; false if it did. */
    abstract boolean each(Predicate<? super T> sink);

    static final class Source<T> extends Pipeline<T> {
        private final Iterable<T> items;

        Source(Iterable<T> items) {
            this.items = items;
        }

        @Override
        boolean each(Predicate<? super T> sink) {
            for (T item : items) if (!sink.test(item)) return false;
            return true;
        }
    }

    static final class Filtered<T> extends Pipeline<T> {
        private final Pipeline<T> items;
        private final Predicate<? super T> kept;

        Filtered(Pipeline<T> items, Predicate<? super T> kept) {
            this.items = items;
            this.kept = kept;
        }

        @Override
        boolean each(Predicate<? super T> sink) {
            return items.each(item -> !kept.test(item) || sink.test(item));
        }
    }

    static final class Mapped<S, T> extends Pipeline<T> {
        private final Pipeline<S> items;
        private final Function<? super S, ? extends T> function;

        Mapped(Pipeline<S> items, Function<? super S, ? extends T> function) {
            this.items = items;
            this.function = function;
        }

        @Override
        boolean each(Predicate<? super T> sink) {
            return items.each(item -> sink.test(function.apply(item)));
        }
    }

    static final class FromInts<T> extends Pipeline<T> {
        private final IntPipeline items;
        private final IntFunction<? extends T> function;

        FromInts(IntPipeline items, IntFunction<? extends T> function) {
            this.items = items;
            this.function = function;
        }

        @Override
        boolean each(Predicate<? super T> sink) {
            return items.each(item -> sink.test(function.apply(item)));
        }
    }
}
