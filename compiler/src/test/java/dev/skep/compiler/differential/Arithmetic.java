package dev.skep.compiler.differential;

import dev.skep.compiler.hook.Syscall;

/** All integer operations of Java. */
@SuppressWarnings("CompareToZero") // the kernel must give what the JDK gives, so the very number counts
final class Arithmetic {
    @Syscall
    int ints(Input x) {
        int c = x.c();
        int d = x.d();
        int r = (c * 31 + (d >> 3) - (c >>> 5)) ^ (d << (c & 7));
        r += -c;
        r ^= ~d;
        return r * (c | 1);
    }

    @Syscall
    int longs(Input x) {
        long a = x.a();
        long b = x.b();
        long r = (a * 31 + (b >> 3) - (a >>> 5)) ^ (b << (a & 63));
        r += -a;
        return (int) (r ^ (r >>> 32));
    }

    @Syscall
    int shifts(Input x) {
        int ints = (x.c() << x.d()) + (x.c() >> x.e()) + (x.c() >>> x.g());
        return ints + (int) (x.a() << x.d()) + (int) (x.a() >> x.b()) + (int) (x.a() >>> x.c());
    }

    @Syscall
    int conversions(Input x) {
        long wide = x.c();
        int narrow = (int) x.a();
        int small = (byte) narrow * 3 + (short) narrow * 5 + (char) narrow * 7;
        int fields = x.f() + x.g() + x.h() + x.e();
        return (int) (wide >>> 7)
                + small
                + fields
                + (int) (Integer.toUnsignedLong(x.d()) >>> 3)
                + (int) (((long) x.f() + x.g()) >> 2);
    }

    @Syscall
    int divisions(Input x) {
        int d = x.d() == 0 ? 1 : x.d();
        long b = x.b() == 0 ? 1 : x.b();
        return x.c() / d
                + x.c() % d * 3
                + (int) (x.a() / b)
                + (int) (x.a() % b)
                + Integer.divideUnsigned(x.c(), d)
                + (int) Long.remainderUnsigned(x.a(), b);
    }

    @Syscall
    int divisionsByConstants(Input x) {
        return x.c() / 7 + x.c() % 8 + x.c() / 16 + (int) (x.a() / 1000) + (int) (x.a() % 64) + x.d() / -3;
    }

    @Syscall
    int comparisons(Input x) {
        int r = 0;
        if (x.c() < x.d()) r |= 1;
        if (Integer.compareUnsigned(x.c(), x.d()) < 0) r |= 2;
        if (x.a() < x.b()) r |= 4;
        if (Long.compareUnsigned(x.a(), x.b()) >= 0) r |= 8;
        if (x.a() == x.b()) r |= 16;
        r |= (x.f() < 0 && x.g() > 0) || x.e() == 7 ? 32 : 64;
        return (x.c() > 5) == (x.d() > 5) ? r : r + 1000;
    }

    @Syscall
    int threeWayComparisons(Input x) {
        return Long.compare(x.a(), x.b()) * 3
                + Integer.compare(x.c(), x.d()) * 11
                + Integer.compareUnsigned(x.c(), x.d()) * 17;
    }

    @Syscall
    int byteOrder(Input x) {
        return Integer.reverseBytes(x.c())
                + (int) Long.reverseBytes(x.a())
                + Short.reverseBytes(x.g())
                + Character.reverseBytes((char) x.h());
    }

    @Syscall
    int minimumAndMaximum(Input x) {
        return Math.max(x.c(), x.d()) * 3 - Math.min(x.c(), x.d()) + Math.abs(x.f());
    }

    @Syscall
    int manyLiveValues(Input x) {
        long a = x.a();
        long b = x.b();
        int c = x.c();
        int d = x.d();
        int e = x.e();
        int f = x.f();
        long p = a * b + c;
        long q = a - (long) d * e;
        long r = b ^ f;
        long s = a + x.g();
        long t = b - x.h();
        long u = p ^ q;
        long v = r + s;
        long w = t * u;
        if (w > v) {
            long swapped = p;
            p = q;
            q = r;
            r = swapped;
        }
        long first = a + b * 3 + c * 5L + d * 7L + e * 11L + f * 13L + p * 23 + q * 29;
        return (int) (first + r * 31 + s * 37 + t * 41 + u * 43 + v * 47 + w * 53);
    }
}
