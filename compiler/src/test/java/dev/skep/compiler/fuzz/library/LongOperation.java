package dev.skep.compiler.fuzz.library;

/** An operation whose implementation is known when the program is loaded. */
@FunctionalInterface
public interface LongOperation {
    /** The result for two numbers. */
    long apply(long a, long b);

    /** The operation applied to its own result. */
    static long twice(LongOperation operation, long a, long b) {
        return operation.apply(operation.apply(a, b), b);
    }

    /** Adds a number that is known when the program is loaded. */
    record Plus(long constant) implements LongOperation {
        @Override
        public long apply(long a, long b) {
            return a + b + constant;
        }
    }

    /** Mixes bits. */
    record Mixed(int distance) implements LongOperation {
        @Override
        public long apply(long a, long b) {
            return (a << distance ^ b >>> distance) - (a & b);
        }
    }

    /** One of two, by what comes. */
    record Choice(LongOperation less, LongOperation other) implements LongOperation {
        @Override
        public long apply(long a, long b) {
            return a < b ? less.apply(a, b) : other.apply(b, a);
        }
    }
}
