package dev.skep.bench.program;

import dev.skep.compiler.hook.Syscall;

/** {@code calculations.bpf.c}: small algorithms. */
public final class CalculationPrograms {
    private static final int STEPS = 16;
    private static final int GCD_STEPS = 24;

    /** A machine with five states that reads two bits at a time. */
    @Syscall
    int stateMachine(Numbers in) {
        int bits = in.c();
        int state = 0;
        for (int i = 0; i < STEPS; i++) {
            int symbol = bits & 3;
            bits >>>= 2;
            state = switch (state) {
                case 0 -> symbol == 1 ? 1 : 0;
                case 1 -> symbol == 2 ? 2 : symbol == 1 ? 1 : 0;
                case 2 -> symbol == 3 ? 3 : 0;
                case 3 -> symbol == 0 ? 4 : 1;
                default -> 4;
            };
        }
        return state;
    }

    /** How many bits are set. */
    @Syscall
    int bitCount(Numbers in) {
        long bits = in.a();
        bits -= bits >>> 1 & 0x5555555555555555L;
        bits = (bits & 0x3333333333333333L) + (bits >>> 2 & 0x3333333333333333L);
        bits = bits + (bits >>> 4) & 0x0f0f0f0f0f0f0f0fL;
        return (int) ((bits * 0x0101010101010101L) >>> 56);
    }

    /** Euclid's algorithm, up to 24 steps. */
    @Syscall
    int commonDivisor(Numbers in) {
        int a = in.c() & 0xffff;
        int b = in.d() & 0xffff;
        for (int i = 0; i < GCD_STEPS && b != 0; i++) {
            int rest = Integer.remainderUnsigned(a, b);
            a = b;
            b = rest;
        }
        return a;
    }

    /** A hash like Jenkins' of three numbers. */
    @Syscall
    int hash(Numbers in) {
        int a = in.c();
        int b = in.d();
        int c = (int) in.a();
        a -= c;
        a ^= Integer.rotateLeft(c, 4);
        c += b;
        b -= a;
        b ^= Integer.rotateLeft(a, 6);
        a += c;
        c -= b;
        c ^= Integer.rotateLeft(b, 8);
        b += a;
        return a ^ b ^ c;
    }

    /** The date of a day after 1970-01-01, as year * 10000 + month * 100 + day. */
    @Syscall
    int date(Numbers in) {
        int days = (in.c() & 0xffff) + 719_468;
        int era = Integer.divideUnsigned(days, 146_097);
        int dayOfEra = days - era * 146_097;
        int yearOfEra = Integer.divideUnsigned(
                dayOfEra
                        - Integer.divideUnsigned(dayOfEra, 1460)
                        + Integer.divideUnsigned(dayOfEra, 36_524)
                        - Integer.divideUnsigned(dayOfEra, 146_096),
                365);
        int dayOfYear = dayOfEra
                - (365 * yearOfEra + Integer.divideUnsigned(yearOfEra, 4) - Integer.divideUnsigned(yearOfEra, 100));
        int part = Integer.divideUnsigned(5 * dayOfYear + 2, 153);
        int day = dayOfYear - Integer.divideUnsigned(153 * part + 2, 5) + 1;
        int month = part < 10 ? part + 3 : part - 9;
        int year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
        return year * 10_000 + month * 100 + day;
    }
}
