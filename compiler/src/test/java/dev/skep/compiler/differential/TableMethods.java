package dev.skep.compiler.differential;

import dev.skep.compiler.hook.Syscall;
import java.util.stream.IntStream;

/** Arrays and strings known at load time, indexed by what is known at run time only. */
class TableMethods {
    private static final int[] SQUARES =
            IntStream.range(0, 16).map(i -> i * i * i - 40).toArray();

    private final byte[] signs = {-1, 0, 1, -128, 127, 5, -7};
    private final short[] shorts = {-1, 300, -300, Short.MIN_VALUE, Short.MAX_VALUE};
    private final char[] chars = "Zoë \uffff".toCharArray();
    private final long[] longs = {1L << 40, -1, Long.MIN_VALUE, 7};
    private final boolean[] primes = new boolean[256];
    private final String name = "/etc/passwd";
    private final int[] big = IntStream.range(0, 40_000).map(i -> i ^ 0x5555).toArray();

    TableMethods() {
        for (int i = 2; i < primes.length; i++) {
            int n = i;
            primes[i] = IntStream.range(2, n).noneMatch(d -> n % d == 0);
        }
    }

    @Syscall
    int masked(Input in) {
        return SQUARES[in.c() & 15] + SQUARES[in.d() >>> 28];
    }

    @Syscall
    int remainders(Input in) {
        int sum = signs[Integer.remainderUnsigned(in.c(), 7)];
        sum += shorts[(in.d() & Integer.MAX_VALUE) % 5];
        return sum + signs[in.e() / 40];
    }

    @Syscall
    int tested(Input in) {
        int i = in.c();
        if (i < 0 || i >= shorts.length) return -7;
        return shorts[i] + chars[i];
    }

    @Syscall
    int testedTheOtherWay(Input in) {
        int i = in.g();
        if (i >= 0 && i < chars.length) return chars[i];
        return i > 4 ? 1 : 2;
    }

    @Syscall
    int unsignedByte(Input in) {
        return primes[in.e()] ? 1 : 0;
    }

    @Syscall
    int longTable(Input in) {
        long value = longs[in.h() & 3];
        return (int) (value ^ value >>> 32);
    }

    @Syscall
    int clamped(Input in) {
        int i = Math.max(0, Math.min(in.c(), name.length() - 1));
        return name.charAt(i);
    }

    @Syscall
    int loop(Input in) {
        int sum = 0;
        for (int i = 0; i < big.length && i < in.h(); i += 41) sum = sum * 3 + big[i];
        return sum;
    }

    @Syscall
    int fromTo(Input in) {
        int from = in.e() & 7;
        int sum = 0;
        for (int i = from; i < SQUARES.length; i++) sum += SQUARES[i] * (i - from + 1);
        return sum;
    }

    @Syscall
    int backwards(Input in) {
        int sum = 0;
        for (int i = in.e() & 3; i >= 0; i--) sum = sum * 7 + signs[i + 1];
        return sum;
    }
}
