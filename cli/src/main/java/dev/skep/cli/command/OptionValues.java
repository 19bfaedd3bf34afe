package dev.skep.cli.command;

import dev.skep.bpf.Errno;
import dev.skep.cli.output.OutputKind;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** Turns the text of an option into a value; each refuses with one phrase that says what would be right. */
public final class OptionValues {
    /** {@code PID_MAX_LIMIT} of include/linux/threads.h. */
    private static final long LARGEST_PID = 1 << 22;

    private static final long LARGEST_UID = 0xffff_ffffL;
    private static final BigDecimal NANOS_PER_SECOND = BigDecimal.valueOf(1_000_000_000);
    private static final BigDecimal LONGEST_SECONDS = BigDecimal.valueOf(365L * 24 * 3600);

    private OptionValues() {}

    /** A process or thread id. */
    public static Integer pid(String text) {
        return (int) number(text, 1, LARGEST_PID, "a process id");
    }

    /** A user id. */
    public static Integer uid(String text) {
        return (int) number(text, 0, LARGEST_UID, "a user id");
    }

    /** The id of a program, map or link. */
    public static Integer objectId(String text) {
        return (int) number(text, 1, Integer.MAX_VALUE, "an id");
    }

    /** How many. */
    public static Long count(String text) {
        return number(text, 1, Long.MAX_VALUE, "a number");
    }

    /** How many, of few. */
    public static Integer smallCount(String text) {
        return (int) number(text, 1, Integer.MAX_VALUE, "a number");
    }

    private static long number(String text, long least, long most, String what) {
        String range = least + (most == Long.MAX_VALUE ? " or more" : " to " + most);
        try {
            long value = Long.parseLong(text.strip());
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException nonsense) {
            // Refused below, like a number out of range.
        }
        throw OptionList.refusal("'" + text + "' is not " + what + " (" + range + ")");
    }

    /** A length of time: seconds, or a number with unit. */
    public static Duration duration(String text) {
        String stripped = text.strip().toLowerCase(Locale.ROOT);
        int end = stripped.length();
        while (end > 0 && Character.isLetter(stripped.charAt(end - 1))) {
            end--;
        }
        try {
            BigDecimal seconds = new BigDecimal(stripped.substring(0, end)).multiply(unit(stripped.substring(end)));
            if (seconds.signum() > 0 && seconds.compareTo(LONGEST_SECONDS) <= 0) {
                return Duration.ofNanos(seconds.multiply(NANOS_PER_SECOND).longValue());
            }
        } catch (NumberFormatException nonsense) {
            // Refused below.
        }
        throw OptionList.refusal("'" + text + "' is not a duration (seconds such as 10 or 0.5, or 500ms, 2m, 1h)");
    }

    private static BigDecimal unit(String unit) {
        return switch (unit) {
            case "", "s" -> BigDecimal.ONE;
            case "ms" -> new BigDecimal("0.001");
            case "m" -> BigDecimal.valueOf(60);
            case "h" -> BigDecimal.valueOf(3600);
            default -> throw new NumberFormatException(unit);
        };
    }

    /** An error number by name or number. */
    public static Integer errno(String text) {
        for (Errno errno : Errno.values()) {
            if (errno.name().equalsIgnoreCase(text.strip())) {
                return errno.number();
            }
        }
        Optional<Integer> number = smallNumber(text);
        return number.orElseThrow(() -> OptionList.refusal(
                "'" + text + "' is not an error (a name such as ENOENT, or a number from 1 to 4095)"));
    }

    private static Optional<Integer> smallNumber(String text) {
        try {
            int value = Integer.parseInt(text.strip());
            return value >= 1 && value <= 4095 ? Optional.of(value) : Optional.empty();
        } catch (NumberFormatException nonsense) {
            return Optional.empty();
        }
    }

    /** A format. */
    public static OutputKind output(String text) {
        return switch (text) {
            case "columns" -> OutputKind.COLUMNS;
            case "json" -> OutputKind.JSON;
            default -> throw OptionList.refusal("'" + text + "' is not a format (columns or json)");
        };
    }
}
