package dev.skep.agent.config;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as Go writes them: {@code 1h30m}, {@code 15s}, {@code 500ms}; {@code 0} for none. */
public final class DurationText {
    private static final Pattern PART = Pattern.compile("(\\d+)(ms|h|m|s)");

    private DurationText() {}

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static Duration parse(String text) {
        if (text.equals("0")) {
            return Duration.ZERO;
        }
        Duration sum = Duration.ZERO;
        int end = 0;
        Matcher part = PART.matcher(text);
        try {
            while (part.find() && part.start() == end) {
                long number = Long.parseLong(part.group(1));
                sum = sum.plus(
                        switch (part.group(2)) {
                            case "h" -> Duration.ofHours(number);
                            case "m" -> Duration.ofMinutes(number);
                            case "s" -> Duration.ofSeconds(number);
                            default -> Duration.ofMillis(number);
                        });
                end = part.end();
            }
            if (end > 0 && end == text.length() && sum.toDays() <= 36_500) {
                return sum;
            }
        } catch (NumberFormatException | ArithmeticException tooLong) {
            // Refused below.
        }
        throw new IllegalArgumentException("'" + text + "' is no duration (15s, 1h30m, 500ms, 0)");
    }

    /** Writes one. */
    public static String of(Duration duration) {
        if (duration.isZero()) {
            return "0s";
        }
        StringBuilder text = new StringBuilder();
        add(text, duration.toHours(), "h");
        add(text, duration.toMinutesPart(), "m");
        add(text, duration.toSecondsPart(), "s");
        add(text, duration.toMillisPart(), "ms");
        return text.toString();
    }

    private static void add(StringBuilder text, long number, String unit) {
        if (number != 0) {
            text.append(number).append(unit);
        }
    }
}
