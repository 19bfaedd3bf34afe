package dev.skep.cli.run;

import java.util.List;

/**
 * Bars for counts in powers of two, as bcc prints them: slot n counts values from 2^n to 2^(n+1) - 1, slot 0 also 0.
 */
final class Histogram {
    private static final int BAR_CELLS = 40;

    private Histogram() {}

    /** The lines from the first to the last slot that counted anything. */
    static String text(List<Long> slots, String unit) {
        int used = slots.size();
        while (used > 0 && slots.get(used - 1) == 0) {
            used--;
        }
        if (used == 0) {
            return "  (empty)\n";
        }
        int first = 0;
        while (slots.get(first) == 0) {
            first++;
        }
        long most = slots.stream().mapToLong(Long::longValue).max().orElse(1);
        StringBuilder text = new StringBuilder();
        text.append("%24s : %-10s distribution%n".formatted(unit, "count"));
        for (int i = first; i < used; i++) {
            long low = i == 0 ? 0 : 1L << i;
            long high = (1L << (i + 1)) - 1;
            long count = slots.get(i);
            int cells = (int) Math.ceil((double) count * BAR_CELLS / most);
            text.append("%10d -> %-10d : %-10d |%s%s|%n"
                    .formatted(low, high, count, "*".repeat(cells), " ".repeat(BAR_CELLS - cells)));
        }
        return text.toString();
    }
}
