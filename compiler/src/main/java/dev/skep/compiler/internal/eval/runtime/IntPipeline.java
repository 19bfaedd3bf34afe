package dev.skep.compiler.internal.eval.runtime;

import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;
import java.util.function.ToIntFunction;

/** As {@link Pipeline}, of ints. */
public abstract class IntPipeline {
    IntPipeline() {}

    /** Gives each element to {@code sink} until that says false; false if it did. */
    abstract boolean each(IntPredicate sink);

    static final class Range extends IntPipeline {
        private final int from;
        private final int to;

        Range(int from, int to) {
            this.from = from;
            this.to = to;
        }

        @Override
        boolean each(IntPredicate sink) {
            for (int i = from; i < to; i++) if (!sink.test(i)) return false;
            return true;
        }
    }

    static final class Elements extends IntPipeline {
        private final int[] items;

        Elements(int[] items) {
            this.items = items;
        }

        @Override
        boolean each(IntPredicate sink) {
            for (int item : items) if (!sink.test(item)) return false;
            return true;
        }
    }

    static final class Filtered extends IntPipeline {
        private final IntPipeline items;
        private final IntPredicate kept;

        Filtered(IntPipeline items, IntPredicate kept) {
            this.items = items;
            this.kept = kept;
        }

        @Override
        boolean each(IntPredicate sink) {
            return items.each(item -> !kept.test(item) || sink.test(item));
        }
    }

    static final class Mapped extends IntPipeline {
        private final IntPipeline items;
        private final IntUnaryOperator function;

        Mapped(IntPipeline items, IntUnaryOperator function) {
            this.items = items;
            this.function = function;
        }

        @Override
        boolean each(IntPredicate sink) {
            return items.each(item -> sink.test(function.applyAsInt(item)));
        }
    }

    static final class FromObjects<T> extends IntPipeline {
        private final Pipeline<T> items;
        private final ToIntFunction<? super T> function;

        FromObjects(Pipeline<T> items, ToIntFunction<? super T> function) {
            this.items = items;
            this.function = function;
        }

        @Override
        boolean each(IntPredicate sink) {
            return items.each(item -> sink.test(function.applyAsInt(item)));
        }
    }
}
