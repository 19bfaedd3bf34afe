package dev.skep.security.policy.read;

import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers as policies write them: decimal, {@code 0x} hexadecimal, {@code 0o} or {@code 0} octal, {@code 0b} binary; with a sign. */
final class NumberText {
    static final BigInteger MOST_UNSIGNED_32 = BigInteger.valueOf(0xffff_ffffL);
    static final BigInteger MOST_UNSIGNED_64 =
            BigInteger.ONE.shiftLeft(Long.SIZE).subtract(BigInteger.ONE);

    private static final Pattern NUMBER = Pattern.compile(
            "([+-]?)(?:0[xX]([0-9a-fA-F]{1,32})|0[bB]([01]{1,64})|0[oO]([0-7]{1,32})|0([0-7]{1,32})|([0-9]{1,32}))");
    private static final int[] RADIX = {16, 2, 8, 8, 10};

    private NumberText() {}

    /** The number, or nothing. */
    static Optional<BigInteger> parse(String text) {
        Matcher number = NUMBER.matcher(text.strip());
        if (!number.matches()) {
            return Optional.empty();
        }
        for (int i = 0; i < RADIX.length; i++) {
            String digits = number.group(i + 2);
            if (digits != null) {
                BigInteger value = new BigInteger(digits, RADIX[i]);
                return Optional.of("-".equals(number.group(1)) ? value.negate() : value);
            }
        }
        return Optional.empty();
    }

    /** The number, where zeros at the beginning mean nothing: {@code 010} is ten. */
    static Optional<BigInteger> parseDecimal(String text) {
        return parse(text.strip().replaceFirst("^([+-]?)0+(?=[0-9])", "$1"));
    }

    static boolean isBetween(BigInteger number, BigInteger least, BigInteger most) {
        return number.compareTo(least) >= 0 && number.compareTo(most) <= 0;
    }

    static BigInteger least(int bytes, boolean unsigned) {
        return unsigned
                ? BigInteger.ZERO
                : BigInteger.ONE.shiftLeft(bytes * Byte.SIZE - 1).negate();
    }

    static BigInteger most(int bytes, boolean unsigned) {
        return BigInteger.ONE.shiftLeft(bytes * Byte.SIZE - (unsigned ? 0 : 1)).subtract(BigInteger.ONE);
    }
}
