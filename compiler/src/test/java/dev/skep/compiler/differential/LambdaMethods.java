package dev.skep.compiler.differential;

import dev.skep.compiler.hook.Syscall;
import java.io.Serializable;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntBinaryOperator;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.function.IntSupplier;
import java.util.function.IntToLongFunction;
import java.util.function.IntUnaryOperator;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import java.util.function.UnaryOperator;

/** Lambdas, method references and the functional interfaces of the JDK. */
final class LambdaMethods {
    private interface Serial extends IntPredicate, Serializable {}

    private static Serial above(int limit) {
        return v -> v > limit;
    }

    private final int offset = 12;
    private final Serial madeOutside = above(100);
    private final List<Serial> severalMadeOutside = List.of(above(-5), above(5), v -> (v & 1) == 0);

    private record Point(int x, int y) {
        Point(int both) {
            this(both, both);
        }

        int sum() {
            return x + y;
        }

        static int difference(Point p) {
            return p.x - p.y;
        }
    }

    private static final class Box {
        private int value;

        int add(int by) {
            value += by;
            return value;
        }
    }

    private static int half(int v) {
        return v >> 1;
    }

    private static boolean odd(int v) {
        return (v & 1) != 0;
    }

    private int plusOffset(int v) {
        return v + offset;
    }

    @Syscall
    int predicates(Input x) {
        IntPredicate small = v -> v < 100;
        IntPredicate positive = v -> v > x.f();
        int r = small.and(positive).test(x.c()) ? 1 : 0;
        if (small.or(positive).test(x.d())) r |= 2;
        if (small.negate().test(x.e())) r |= 4;
        Predicate<Integer> odd = LambdaMethods::odd;
        if (odd.and(v -> v > 3).or(v -> v == -2).test(x.c())) r |= 8;
        if (Predicate.not(odd).test(x.d())) r |= 16;
        if (Predicate.<Integer>isEqual(5).test(x.e())) r |= 32;
        return r;
    }

    @Syscall
    int functions(Input x) {
        Function<Integer, Integer> f = v -> v * 3;
        Function<Integer, Long> g = f.andThen(v -> v + x.a());
        UnaryOperator<Integer> same = UnaryOperator.identity();
        IntUnaryOperator h = LambdaMethods::half;
        BiFunction<Integer, Integer, Integer> both = Integer::sum;
        return (int) (long) g.apply(x.c())
                + f.compose(f).apply(x.d())
                + same.apply(x.e())
                + h.andThen(v -> v - 1).compose((int v) -> v + x.c()).applyAsInt(x.h())
                + both.andThen(v -> v ^ 5).apply(x.c(), x.d());
    }

    @Syscall
    int methodReferences(Input x) {
        ToIntFunction<Point> sum = Point::sum;
        ToIntFunction<Point> difference = Point::difference;
        IntUnaryOperator bound = this::plusOffset;
        Box box = new Box();
        Consumer<Integer> add = box::add;
        add.accept(x.c());
        add.accept(x.d());
        Runnable again = () -> box.add(1);
        again.run();
        IntSupplier value = () -> box.value;
        Point p = new Point(x.c(), x.d());
        return sum.applyAsInt(p) + difference.applyAsInt(p) * 3 + bound.applyAsInt(x.e()) + value.getAsInt();
    }

    @Syscall
    int constructorReferences(Input x) {
        IntFunction<Point> one = Point::new;
        BiFunction<Integer, Integer, Point> two = Point::new;
        Supplier<Box> boxes = Box::new;
        IntFunction<int[]> arrays = int[]::new;
        Box box = boxes.get();
        box.add(x.e());
        return one.apply(x.c()).sum() + two.apply(x.d(), x.e()).x() + box.value + arrays.apply(3).length;
    }

    @Syscall
    int conversions(Input x) {
        IntToLongFunction widened = LambdaMethods::half;
        Function<Integer, Boolean> boxedResult = LambdaMethods::odd;
        Function<Integer, Long> chain = v -> (long) v;
        BinaryOperator<Integer> larger = BinaryOperator.maxBy(Comparator.naturalOrder());
        IntBinaryOperator smaller = Math::min;
        long r = widened.applyAsLong(x.c()) + chain.apply(x.d());
        if (boxedResult.apply(x.e())) r += 1000;
        return (int) r + larger.apply(x.c(), x.d()) + smaller.applyAsInt(x.e(), x.h());
    }

    @Syscall
    int comparators(Input x) {
        Comparator<Point> byX = Comparator.comparingInt(Point::x);
        Comparator<Point> byBoth =
                byX.thenComparing(Comparator.comparingInt(Point::y).reversed());
        Point p = new Point(x.c() & 3, x.d() & 3);
        Point q = new Point(x.e() & 3, x.h() & 3);
        int r = byX.compare(p, q) < 0 ? 1 : 0;
        if (byBoth.compare(p, q) > 0) r |= 2;
        if (Comparator.<Integer>reverseOrder().compare(x.c(), x.d()) > 0) r |= 4;
        return r;
    }

    @Syscall
    int madeOutside(Input x) {
        int r = madeOutside.test(x.c()) ? 1 : 0;
        int bit = 2;
        for (Serial test : severalMadeOutside) {
            if (test.test(x.d())) r |= bit;
            bit <<= 1;
        }
        return madeOutside.negate().test(x.e()) ? r | 64 : r;
    }
}
