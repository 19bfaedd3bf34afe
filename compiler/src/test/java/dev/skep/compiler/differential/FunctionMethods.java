package dev.skep.compiler.differential;

import dev.skep.compiler.NoInline;
import dev.skep.compiler.hook.Syscall;
import java.util.function.IntUnaryOperator;

/** Methods that become functions of their own. */
class FunctionMethods {
    private final int[] table = {7, -3, 12, 0};

    record Step(int by, long mask) implements IntUnaryOperator {
        @Override
        public int applyAsInt(int x) {
            return (int) ((x + by) & mask);
        }
    }

    @Syscall
    int numbers(Input in) {
        return mix(in.a(), in.c()) + mix(in.b(), in.d()) * 3 + mix(5, 6);
    }

    @NoInline
    private static int mix(long a, int b) {
        long x = a * 31 + b;
        for (int i = 0; i < 20; i++) x = x * 7 ^ x >>> 9;
        return (int) x - b;
    }

    @Syscall
    int wideResult(Input in) {
        long x = wide(in.a(), in.e());
        return (int) (x >>> 32) + (int) wide(x, in.f());
    }

    @NoInline
    private static long wide(long a, int shift) {
        return (a << (shift & 15)) - a;
    }

    @Syscall
    int structs(Input in) {
        return sum(in) - sum(in) * 5;
    }

    @NoInline
    private int sum(Input in) {
        return in.c() + in.d() * table[in.e() & 3] + in.g() + (int) in.b();
    }

    @Syscall
    int chain(Input in) {
        return outer(in.c()) ^ outer(in.d()) + inner(in.e());
    }

    @NoInline
    private static int outer(int x) {
        return x > 0 ? inner(x) * 2 : inner(-x) - 1;
    }

    @NoInline
    private static int inner(int x) {
        int y = x;
        while (y > 1000) y /= 3;
        return y;
    }

    @Syscall
    int lambdas(Input in) {
        int by = in.c();
        return twice(x -> x * 3 + by, in.d()) + twice(new Step(in.e(), in.b()), in.d()) + twice(x -> x - 1, 4);
    }

    @NoInline
    private static int twice(IntUnaryOperator operator, int x) {
        return operator.applyAsInt(operator.applyAsInt(x));
    }

    @Syscall
    int nothingReturned(Input in) {
        swap(in);
        swap(in);
        swap(in);
        return in.c() * 31 + in.d();
    }

    @NoInline
    private static void swap(Input in) {
        int c = in.c();
        in.c(in.d() + 1);
        in.d(c);
    }

    @Syscall
    int largeWithoutAnnotation(Input in) {
        int first = large(in.a(), in.b(), in.c());
        int second = large(in.b(), in.a(), in.d());
        return first - second * large(first, second, in.e());
    }

    private static int large(long a, long b, int c) {
        long x = a;
        if (c > 0) x += b * 3;
        if ((x & 1) == 0) x ^= c * 77L;
        if ((x & 2) == 0) x -= b >>> 3;
        if ((x & 4) == 0) x *= 5;
        if ((x & 8) == 0) x ^= a << 5;
        if ((x & 16) == 0) x += c / 7;
        if ((x & 32) == 0) x -= a % 1001;
        if ((x & 64) == 0) x ^= b * b;
        if ((x & 128) == 0) x += x >>> 11;
        if ((x & 256) == 0) x *= 3;
        if ((x & 512) == 0) x ^= x << 7;
        if ((x & 1024) == 0) x -= 12345;
        if ((x & 2048) == 0) x += a ^ b;
        if ((x & 4096) == 0) x = -x;
        if ((x & 1 << 13) == 0) x += b * 3;
        if ((x & 1 << 14) == 0) x ^= c * 99L;
        if ((x & 1 << 15) == 0) x -= b >>> 5;
        if ((x & 1 << 16) == 0) x *= 7;
        if ((x & 1 << 17) == 0) x ^= a << 3;
        if ((x & 1 << 18) == 0) x += c / 5;
        if ((x & 1 << 19) == 0) x -= a % 777;
        if ((x & 1 << 20) == 0) x ^= b * a;
        if ((x & 1 << 21) == 0) x += x >>> 13;
        if ((x & 1 << 22) == 0) x *= 9;
        if ((x & 1 << 23) == 0) x ^= x << 9;
        return (int) (x ^ x >>> 32);
    }
}
