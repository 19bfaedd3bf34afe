package dev.skep.compiler.differential;

import dev.skep.compiler.hook.Syscall;

/** Forms that have a shorter one, each alone, so that {@link InstructionCountTest} notices when it is no longer found. */
@SuppressWarnings({"IdentityBinaryExpression", "ComparisonOutOfRange", "BadShiftAmount", "RefactorSwitch", "cast"
}) // those are the forms
class RuleMethods {
    @Syscall
    int zeroMinus(Input x) {
        return 0 - x.c() + (int) (0L - x.a());
    }

    @Syscall
    int plusNegated(Input x) {
        int less = -x.c();
        long minus = -x.b();
        return x.d() + less + (int) ((x.a() - minus) >>> 3);
    }

    @Syscall
    int negatedTwice(Input x) {
        return inverted(inverted(x.c())) + (int) inverted(inverted(x.a()));
    }

    private static int inverted(int v) {
        return -v;
    }

    private static long inverted(long v) {
        return -v;
    }

    @Syscall
    int swappedTwice(Input x) {
        return Integer.reverseBytes(swapped(x.c())) + (int) Long.reverseBytes(swapped(x.a()));
    }

    @Syscall
    int halfSwappedTwice(Input x) {
        char once = Character.reverseBytes((char) x.h());
        return Character.reverseBytes(once) + Character.reverseBytes(Character.reverseBytes((char) x.c()));
    }

    private static int swapped(int v) {
        return Integer.reverseBytes(v);
    }

    private static long swapped(long v) {
        return Long.reverseBytes(v);
    }

    @Syscall
    int swappedConstants(Input x) {
        int r = 0;
        if (Integer.reverseBytes(x.c()) == 0x7f000001) r |= 1;
        if (Integer.reverseBytes(x.d()) == -2) r |= 2;
        if (Long.reverseBytes(x.a()) != 5) r |= 4;
        if (Character.reverseBytes((char) x.h()) == 0x0800) r |= 8;
        if (Short.reverseBytes(x.g()) == 0x0102) r |= 16;
        return r;
    }

    @Syscall
    int same(Input x) {
        int c = x.c();
        long a = x.a();
        return (c - c) + (c ^ c) + (c & c) + (c | c) + (int) ((a & a) ^ (a | a)) + (int) (a - a);
    }

    @Syscall
    int zeroes(Input x) {
        int zero = difference(x.c(), x.c());
        return (zero << x.e())
                + (zero >>> x.d())
                + (zero >> x.d())
                + zero / (x.e() + 1)
                + zero % (x.e() + 1)
                + zero * x.d()
                + (zero & x.d())
                + (zero | x.h())
                + (zero ^ x.e());
    }

    private static int difference(int left, int right) {
        return left - right;
    }

    @Syscall
    int ones(Input x) {
        return x.c() * 1
                + x.d() / 1
                + x.c() % 1
                + (x.d() & -1)
                + (int) (x.a() * 1L)
                + (int) (x.b() / 1L)
                + (x.c() | -1);
    }

    @Syscall
    int powers(Input x) {
        return x.c() * 8
                + x.d() * 1024
                + (int) (x.a() * 4096L)
                + x.h() / 16
                + x.e() % 32
                + (int) ((x.b() >>> 1) / 8)
                + (int) ((x.b() >>> 1) % 64)
                + x.c() * -1
                + x.d() * Integer.MIN_VALUE;
    }

    @Syscall
    int divisionsOfWhatHasNoSign(Input x) {
        return x.h() / (x.e() + 1) + x.h() % (x.e() + 1) + (x.c() >>> 1) / 3 + (x.c() >>> 8) % 7;
    }

    @Syscall
    int divisionsOfWhatMayHaveOne(Input x) {
        return x.g() / (x.e() + 1) + x.h() / (x.f() | 1) + x.f() % 7;
    }

    @Syscall
    int extended(Input x) {
        long narrow = (int) x.a();
        return (byte) (short) x.c()
                + (short) (byte) x.d()
                + (int) (narrow >>> 4)
                + (byte) x.f()
                + (short) x.f()
                + (char) x.e()
                + (byte) x.e()
                + (x.c() & 0xff & 0xffff)
                + (x.d() << 24 >> 24)
                + (x.c() << 16 >>> 16);
    }

    @Syscall
    int extendedToLong(Input x) {
        long sum = Integer.toUnsignedLong(x.c()) + Integer.toUnsignedLong(x.h()) + x.e() + x.f();
        sum += Byte.toUnsignedLong(x.f()) + Short.toUnsignedLong(x.g()) + (long) x.d();
        return (int) (sum ^ sum >>> 32);
    }

    @Syscall
    int comparedWide(Input x) {
        int r = 0;
        if ((long) x.c() < (long) x.d()) r |= 1;
        if (Integer.toUnsignedLong(x.c()) < Integer.toUnsignedLong(x.d())) r |= 2;
        if ((long) x.c() == 77L) r |= 4;
        if (Integer.toUnsignedLong(x.d()) >= 0x80000000L) r |= 8;
        if ((long) x.c() < 1L << 40) r |= 16;
        if ((long) x.d() > -5L) r |= 32;
        return r;
    }

    @Syscall
    int comparedWithDistance(Input x) {
        int r = 0;
        if (x.e() + 3 < 100) r |= 1;
        if (x.h() - 7 == 1000) r |= 2;
        if ((x.e() ^ 5) == 9) r |= 4;
        if ((x.h() & 0xff00) != 0) r |= 8;
        if ((x.a() & 1L << 40) == 0) r |= 16;
        if (x.c() - x.d() == 0) r |= 32;
        return r;
    }

    @Syscall
    int alwaysAndNever(Input x) {
        int r = 0;
        if (x.e() < 256) r |= 1;
        if (x.e() > 255) r |= 2;
        if (x.h() >= 0) r |= 4;
        if (x.f() > 127) r |= 8;
        if ((x.c() & 7) < 8) r |= 16;
        if ((x.c() >>> 28) == 16) r |= 32;
        if (x.c() < 10 && x.c() < 20) r |= 64;
        if (x.d() > 10 && x.d() < 5) r |= 128;
        return r;
    }

    @Syscall
    int sums(Input x) {
        return x.c()
                + 5
                + 7
                - 3
                + (x.d() - 2 + 2)
                + (int) (x.a() + 1 + (x.b() - 1))
                + ((x.c() ^ 3) ^ 3)
                + ((x.d() | 1) | 6);
    }

    @Syscall
    int shifts(Input x) {
        return (x.c() << 3 << 2)
                + (x.d() >>> 4 >>> 5)
                + (x.c() >> 2 >> 7)
                + (x.d() << 8 >>> 8)
                + (x.c() >>> 8 << 8)
                + (x.d() << 32)
                + (x.c() >> 33)
                + (int) (x.a() << 64)
                + (int) (x.b() >>> 40 >>> 30);
    }

    @Syscall
    int again(Input x) {
        int first = x.c() * x.d() + x.e();
        int second = x.c() * x.d() + x.h();
        return first < second ? x.d() * x.c() : x.c() * x.d() + x.e();
    }

    @Syscall
    int choices(Input x) {
        int smaller = x.c() < x.d() ? x.c() : x.d();
        boolean both = x.e() > 5 && x.h() > 5;
        boolean one = x.e() > 5 || x.h() > 5;
        return smaller + (both ? 1 : 0) + (one == both ? 2 : 4) + (both == true ? 8 : 16) + (!one ? 32 : 64);
    }

    @Syscall
    int threadedSwitch(Input x) {
        int state = 0;
        for (int i = 0; i < 3; i++) {
            switch (state) {
                case 0 -> state = x.c() > i ? 1 : 2;
                case 1 -> state = x.d() > i ? 2 : 0;
                default -> state = 5;
            }
        }
        return state;
    }
}
