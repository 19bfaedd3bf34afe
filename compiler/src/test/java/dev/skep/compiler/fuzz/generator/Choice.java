package dev.skep.compiler.fuzz.generator;

import java.util.List;
import java.util.SplittableRandom;

/** Random decisions. */
final class Choice {
    private static final long[] CORNERS = {
        0,
        1,
        -1,
        2,
        7,
        31,
        32,
        33,
        63,
        64,
        127,
        -128,
        128,
        255,
        256,
        32767,
        -32768,
        65535,
        65536,
        Integer.MAX_VALUE,
        Integer.MIN_VALUE,
        0xffffffffL,
        1L << 32,
        Long.MAX_VALUE,
        Long.MIN_VALUE
    };

    private final SplittableRandom random;

    Choice(long seed) {
        random = new SplittableRandom(seed);
    }

    /** Below {@code bound}. */
    int below(int bound) {
        return random.nextInt(bound);
    }

    /** True in {@code percent} of all cases. */
    boolean percent(int percent) {
        return random.nextInt(100) < percent;
    }

    /** One of a list. */
    <T> T of(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    /** One of an array. */
    <T> T of(T[] array) {
        return array[random.nextInt(array.length)];
    }

    /** A number: small, at a border of a type, or any. */
    long number() {
        return switch (random.nextInt(4)) {
            case 0 -> random.nextInt(20) - 4;
            case 1 -> CORNERS[random.nextInt(CORNERS.length)];
            case 2 -> random.nextInt();
            default -> random.nextLong() >> random.nextInt(64);
        };
    }
}
