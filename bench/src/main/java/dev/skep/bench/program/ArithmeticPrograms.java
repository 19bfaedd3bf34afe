package dev.skep.bench.program;

import dev.skep.compiler.hook.Syscall;

/** {@code arithmetic.bpf.c}: mixes of what programs calculate, without a meaning. */
public final class ArithmeticPrograms {
    @Syscall
    int ints(Numbers in) {
        int c = in.c();
        int d = in.d();
        int result = c * 31 + (d >> 3) - (c >>> 5) ^ d << (c & 7);
        result += -c;
        result ^= ~d;
        return result * (c | 1);
    }

    @Syscall
    int longs(Numbers in) {
        long a = in.a();
        long b = in.b();
        long result = a * 31 + (b >> 3) - (a >>> 5) ^ b << (a & 63);
        result += -a;
        return (int) (result ^ result >>> 32);
    }

    @Syscall
    int conversions(Numbers in) {
        long wide = in.c();
        int narrow = (int) in.a();
        byte asByte = (byte) narrow;
        short asShort = (short) narrow;
        char asChar = (char) narrow;
        return (int) (wide >>> 7)
                + asByte * 3
                + asShort * 5
                + asChar * 7
                + in.f()
                + in.g()
                + in.h()
                + in.e()
                + (int) (Integer.toUnsignedLong(in.d()) >>> 3)
                + (int) (((long) in.f() + in.g()) >> 2);
    }

    @Syscall
    int comparisons(Numbers in) {
        int result = 0;
        if (in.c() < in.d()) {
            result |= 1;
        }
        if (Integer.compareUnsigned(in.c(), in.d()) < 0) {
            result |= 2;
        }
        if (in.a() < in.b()) {
            result |= 4;
        }
        if (Long.compareUnsigned(in.a(), in.b()) >= 0) {
            result |= 8;
        }
        if (in.a() == in.b()) {
            result |= 16;
        }
        result |= (in.f() < 0 && in.g() > 0) || in.e() == 7 ? 32 : 64;
        return in.c() > 5 == in.d() > 5 ? result : result + 1000;
    }

    @Syscall
    int divisions(Numbers in) {
        int d = in.d() == 0 ? 1 : in.d();
        long b = in.b() == 0 ? 1 : in.b();
        return in.e() / 10
                + Integer.divideUnsigned(in.c(), d)
                + Integer.remainderUnsigned(in.c(), 10) * 3
                + (int) Long.divideUnsigned(in.a(), b)
                + (int) Long.remainderUnsigned(in.a(), 1000);
    }

    @Syscall
    int switching(Numbers in) {
        int result = switch (in.e()) {
            case 0 -> 5;
            case 1, 2 -> in.c();
            case 200 -> in.d() * 2;
            default -> in.e() > 100 ? -1 : in.h();
        };
        return result + result;
    }

    @Syscall
    int looping(Numbers in) {
        int count = in.e() & 63;
        int sum = in.c();
        for (int i = 0; i < count; i++) {
            if ((sum & 15) == 3) {
                sum += i;
            }
            sum = sum * 5 + in.d();
        }
        return sum;
    }

    @Syscall
    int nestedLoops(Numbers in) {
        int bits = in.c();
        int sum = 0;
        for (int i = 0; i < 5; i++) {
            for (int j = i; j < 5; j++) {
                if ((bits >> j & 1) != 0) {
                    continue;
                }
                sum = sum * 3 + i * j;
                if (sum > 1_000_000) {
                    break;
                }
            }
        }
        return sum;
    }

    @Syscall
    int manyValues(Numbers in) {
        long a = in.a();
        long b = in.b();
        int c = in.c();
        int d = in.d();
        int e = in.e();
        int f = in.f();
        int g = in.g();
        int h = in.h();
        long p = a * b + c;
        long q = a - (long) d * e;
        long r = b ^ f;
        long s = a + g;
        long t = b - h;
        long u = p ^ q;
        long v = r + s;
        long w = t * u;
        if (w > v) {
            long swap = p;
            p = q;
            q = r;
            r = swap;
        }
        long first = a + b * 3 + c * 5L + d * 7L + e * 11L + f * 13L + g * 17L + h * 19L;
        return (int) (first + p * 23 + q * 29 + r * 31 + s * 37 + t * 41 + u * 43 + v * 47 + w * 53);
    }

    @SuppressWarnings("ShortCircuitBoolean") // both kinds of operators are what is compiled here
    @Syscall
    int shortCircuits(Numbers in) {
        boolean p = in.c() > 0;
        boolean q = in.d() > 0;
        boolean r = in.a() > in.b();
        return ((p && q) || r ? 1 : 0) + (p ^ q ? 2 : 0) + (p & r ? 4 : 0) + (!q | r ? 8 : 0);
    }
}
