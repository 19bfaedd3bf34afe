package dev.skep.compiler.differential;

import dev.skep.compiler.hook.Syscall;

/** Ordinary classes made inside the program: fields that change, inheritance, inner and local classes, interfaces with code. */
@SuppressWarnings({"SelfEquals", "EffectivelyPrivate"}) // these forms of code are what is tested
final class ClassMethods {
    private static final int[] PRIMES = {2, 3, 5, 7, 11};

    private static final class Limits {
        static final int MOST = 1000;
        static final long[] STEPS = {1, 10, 100};
    }

    private abstract static class Shape {
        protected final int scale;
        private int visits;

        Shape(int scale) {
            this.scale = scale;
            visit(this);
        }

        static void visit(Shape shape) {
            shape.visits += shape.scale;
        }

        abstract int area();

        int visits() {
            return visits;
        }

        int scaled() {
            return area() * scale;
        }
    }

    private static final class Square extends Shape {
        private int side;

        Square(int side, int scale) {
            super(scale);
            this.side = side;
        }

        void grow(int by) {
            side += by;
        }

        @Override
        int area() {
            return side * side;
        }
    }

    private static class Rectangle extends Shape {
        private final int width;
        private final int height;

        Rectangle(int width, int height) {
            super(2);
            this.width = width;
            this.height = height;
        }

        @Override
        int area() {
            return width * height;
        }

        @Override
        int scaled() {
            return super.scaled() + 1;
        }
    }

    private final class Counter {
        private int count;

        void add(int by) {
            count += by + offset;
        }
    }

    private interface Named {
        int id();

        default int twice() {
            return helper() * 2;
        }

        private int helper() {
            return id() + 1;
        }

        static int fixed() {
            return 17;
        }
    }

    private interface Special extends Named {
        @Override
        default int twice() {
            return Named.super.twice() + 1000;
        }
    }

    private record Plain(int id) implements Named {}

    private record Extra(int id) implements Named, Special {}

    private interface Transformation<T> {
        T apply(T value);
    }

    private static final class Increment implements Transformation<Integer> {
        private final int by;

        Increment(int by) {
            this.by = by;
        }

        @Override
        public Integer apply(Integer value) {
            return value + by;
        }
    }

    private static <T> T twice(Transformation<T> t, T value) {
        return t.apply(t.apply(value));
    }

    private final int offset = 4;

    @Syscall
    int mutableFields(Input x) {
        Square s = new Square(x.e(), 3);
        s.grow(x.f());
        if (x.c() > 0) s.grow(1);
        for (int i = 0; i < (x.h() & 7); i++) s.grow(i);
        return s.area() + s.visits();
    }

    @Syscall
    int inheritance(Input x) {
        Shape shape = x.c() > x.d() ? new Square(x.e(), 5) : new Rectangle(x.e(), x.f());
        return shape.scaled() + shape.visits();
    }

    @Syscall
    int innerClasses(Input x) {
        Counter c = new Counter();
        c.add(x.c());
        c.add(1);
        return c.count;
    }

    @Syscall
    int localAndAnonymousClasses(Input x) {
        int base = x.c();
        class Local {
            int plus(int v) {
                return base + v + offset;
            }
        }
        Named named = new Named() {
            @Override
            public int id() {
                return new Local().plus(x.d());
            }
        };
        return named.twice() + Named.fixed();
    }

    @Syscall
    int interfaceMethods(Input x) {
        return new Plain(x.c()).twice() + new Extra(x.d()).twice();
    }

    @Syscall
    int bridges(Input x) {
        return twice(new Increment(x.c()), x.d());
    }

    @Syscall
    int staticConstants(Input x) {
        int s = 0;
        for (int p : PRIMES) s = s * p + x.c();
        for (long step : Limits.STEPS) s += (int) step * x.e();
        return s % Limits.MOST;
    }

    @Syscall
    int runTimeClassAndIdentity(Input x) {
        Shape a = new Square(x.e(), 1);
        Shape b = new Square(x.e(), 1);
        int r = a == b ? 1 : 0;
        if (a.getClass() == b.getClass()) r |= 2;
        if (a.getClass() == Rectangle.class) r |= 4;
        if (a.equals(a)) r |= 8;
        if (a instanceof Square s && s.side > 100) r |= 16;
        return r;
    }
}
