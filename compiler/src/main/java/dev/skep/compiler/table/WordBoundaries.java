package dev.skep.compiler.table;

import java.util.List;

/**
 * Ranges of addresses of which a word of up to 64 bits decides: those of IPv4, and those of IPv6 if no network is longer than 64 bits. Found
 * as {@link Boundaries} says; what lies before the first boundary or behind the last is not looked up.
 *
 * <p>The bits at the end that all boundaries have in common are left out, 8 of them where no network is longer than {@code /24}.
 */
final class WordBoundaries {
    private final boolean startsInside;
    private final boolean endsInside;
    private final long base;
    private final long last;
    private final int common;
    private final Crossings crossings;

    private WordBoundaries(boolean startsInside, long[] sorted, int count) {
        this.startsInside = startsInside;
        endsInside = (count % 2 != 0) != startsInside;
        base = sorted[0];
        last = sorted[count - 1];
        common = common(sorted, count);
        long[] distances = new long[count];
        for (int i = 0; i < count; i++) distances[i] = (sorted[i] - base) >>> common;
        crossings = Crossings.of(distances);
    }

    /** How many bits at the end of all boundaries are the same. */
    private static int common(long[] sorted, int count) {
        long different = 0;
        for (int i = 1; i < count; i++) different |= sorted[i] - sorted[0];
        return different == 0 ? 0 : Long.numberOfTrailingZeros(different);
    }

    /**
     * The ranges of networks that are in order and do not overlap, one at least, and of which not all are one of everything.
     *
     * @param unused how many bits at the end of the first eight bytes of an address are not part of the word
     */
    static WordBoundaries of(List<Prefix> networks, int unused) {
        long[] sorted = new long[networks.size() * 2];
        int count = 0;
        boolean startsInside = false;
        for (Prefix network : networks) {
            long start = network.high() >>> unused;
            if (start == 0) startsInside = true;
            else if (count > 0 && sorted[count - 1] == start - 1) count--;
            else sorted[count++] = start - 1;
            sorted[count++] = network.lastHigh() >>> unused;
        }
        return new WordBoundaries(startsInside, sorted, count);
    }

    boolean encloses(long word) {
        if (Long.compareUnsigned(word, base) <= 0) return startsInside;
        if (Long.compareUnsigned(word, last) > 0) return endsInside;
        // Boundaries are multiples: one is below this exactly if it is below the next multiple.
        return crossings.odd(((word - base - 1) >>> common) + 1) != startsInside;
    }
}
