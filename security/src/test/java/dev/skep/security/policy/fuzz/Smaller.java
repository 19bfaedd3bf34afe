package dev.skep.security.policy.fuzz;

import java.util.List;

/** What a case that fails is tried with instead, to find a smaller one. */
final class Smaller {
    private Smaller() {}

    /** Numbers nearer to zero, parts of texts; nothing of what is none of both. */
    static List<Object> than(Object value) {
        return switch (value) {
            case Long number when number != 0 -> List.of(0L, number / 2);
            case String text when !text.isEmpty() -> List.copyOf(parts(text));
            default -> List.of();
        };
    }

    /** Numbers nearer to zero. */
    static List<Long> than(long number) {
        return number == 0 ? List.of() : List.of(0L, number / 2);
    }

    /** Halves, and all but one character. */
    static List<String> parts(String text) {
        int half = text.length() / 2;
        return text.length() < 2
                ? List.of()
                : List.of(
                        text.substring(0, half),
                        text.substring(half),
                        text.substring(1),
                        text.substring(0, text.length() - 1));
    }
}
