package dev.skep.security.policy.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Numbers and texts that are near to each other and to the limits of their types, so that comparisons come out either way. */
final class Values {
    private static final long[] LIMITS = {
        0,
        1,
        -1,
        2,
        7,
        8,
        100,
        127,
        128,
        255,
        256,
        -127,
        -128,
        -129,
        32_767,
        32_768,
        -32_768,
        65_535,
        65_536,
        Integer.MAX_VALUE,
        Integer.MIN_VALUE,
        1L << 31,
        (1L << 32) - 1,
        1L << 32,
        Long.MAX_VALUE,
        Long.MIN_VALUE
    };
    private static final String[] PARTS = {
        "/", "a", "b", "A", "B", "ab", "usr", "/usr/", "etc", "Etc", ".so", "x y", "\u00e9", "aaaaaaa"
    };
    private static final int[] LENGTHS = {
        1, 7, 8, 9, 15, 16, 17, 63, 64, 65, 127, 128, 129, 255, 256, 257, 1_023, 1_024, 2_000, 4_094, 4_095, 4_096,
        4_097, 5_000
    };
    private static final int TEXTS = 24;
    private static final int LONGEST = 4_096;

    private final RandomGenerator random;
    private final List<String> texts = new ArrayList<>();

    Values(RandomGenerator random) {
        this.random = random;
        texts.add("");
        for (int i = 1; i < TEXTS; i++) {
            int length = random.nextInt(3) == 0 ? pick(LENGTHS) : 1 + random.nextInt(20);
            StringBuilder text = new StringBuilder();
            while (text.length() < length) {
                text.append(PARTS[random.nextInt(PARTS.length)]);
            }
            texts.add(text.substring(0, length));
        }
    }

    private int pick(int[] all) {
        return all[random.nextInt(all.length)];
    }

    /** Any number. */
    long number() {
        return switch (random.nextInt(4)) {
            case 0 -> random.nextLong();
            case 1 -> random.nextInt(1_000) - 500;
            case 2 -> LIMITS[random.nextInt(LIMITS.length)] + random.nextInt(3) - 1;
            default -> LIMITS[random.nextInt(LIMITS.length)];
        };
    }

    /** How many values a condition has: mostly few, now and then so many that they are much code, or are looked up. */
    int count() {
        return switch (random.nextInt(16)) {
            case 0 -> 30 + random.nextInt(300);
            case 1, 2 -> 4 + random.nextInt(29);
            default -> 1 + random.nextInt(3);
        };
    }

    /** A text that is the argument of a call. */
    String text() {
        return texts.get(random.nextInt(texts.size()));
    }

    /** A text that a policy compares with one of {@code others}, or with a text of {@link #text()}; not empty, in one line. */
    String near(List<String> others) {
        String text = others.isEmpty() ? text() : others.get(random.nextInt(others.size()));
        int length = text.length();
        String near = length == 0
                ? ""
                : switch (random.nextInt(6)) {
                    case 0 -> text.substring(0, 1 + random.nextInt(length));
                    case 1 -> text.substring(random.nextInt(length));
                    case 2 -> {
                        int from = random.nextInt(length);
                        yield text.substring(from, from + 1 + random.nextInt(length - from));
                    }
                    case 3 -> text + "b";
                    case 4 -> "a" + text.substring(1);
                    default -> text;
                };
        // Longer ones are refused.
        while (near.getBytes(StandardCharsets.UTF_8).length > LONGEST) {
            near = near.substring(1);
        }
        return near.isEmpty() ? "a" : near;
    }
}
