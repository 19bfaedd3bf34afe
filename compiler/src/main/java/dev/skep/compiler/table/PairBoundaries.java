package dev.skep.compiler.table;

import java.util.Arrays;
import java.util.List;

/** Ranges of addresses of IPv6, of which both halves decide, searched as {@link Boundaries} says. The first half alone cuts the pieces. */
final class PairBoundaries {
    private final boolean startsInside;
    private final long base;
    private final int shift;
    private final int pieces;
    private final int largestStep;
    private final int[] first;
    private final long[] high;
    private final long[] low;

    private PairBoundaries(boolean startsInside, long[] high, long[] low, int count) {
        this.startsInside = startsInside;
        Boundaries.Numbers numbers = i -> high[i];
        Boundaries plan = Boundaries.plan(numbers, count);
        base = high[0];
        shift = plan.shift();
        pieces = plan.pieces();
        largestStep = plan.largestStep();
        first = plan.first(numbers, count);
        // A step may end behind the last piece.
        int slots = Boundaries.slots(count + 2 * largestStep);
        this.high = padded(high, count, slots);
        this.low = padded(low, count, slots);
    }

    /** No half of an address is above what is added. */
    private static long[] padded(long[] sorted, int count, int slots) {
        long[] padded = Arrays.copyOf(sorted, slots);
        if (count < slots) Arrays.fill(padded, count, slots, -1);
        return padded;
    }

    /** The ranges of networks that are in order and do not overlap. */
    static PairBoundaries of(List<Prefix> networks) {
        long[] high = new long[networks.size() * 2];
        long[] low = new long[networks.size() * 2];
        int count = 0;
        boolean startsInside = false;
        for (Prefix network : networks) {
            long beforeHigh = network.high() - (network.low() == 0 ? 1 : 0);
            long beforeLow = network.low() - 1;
            if (network.high() == 0 && network.low() == 0) {
                startsInside = true;
            } else if (count > 0 && high[count - 1] == beforeHigh && low[count - 1] == beforeLow) {
                count--;
            } else {
                high[count] = beforeHigh;
                low[count++] = beforeLow;
            }
            high[count] = network.lastHigh();
            low[count++] = network.lastLow();
        }
        return new PairBoundaries(startsInside, high, low, count);
    }

    boolean encloses(long addressHigh, long addressLow) {
        if (Long.compareUnsigned(addressHigh, base) < 0) return startsInside;
        long piece = Math.min((addressHigh - base) >>> shift, pieces - 1L);
        int smaller = first[(int) piece & (pieces - 1)];
        for (int step = largestStep; step > 0; step >>>= 1) {
            int at = (smaller + step - 1) & (high.length - 1);
            long below = Boundaries.below(high[at], addressHigh);
            long difference = high[at] ^ addressHigh;
            long equal = ~((difference | -difference) >> (Long.SIZE - 1));
            below |= equal & Boundaries.below(low[at & (low.length - 1)], addressLow);
            smaller += (int) below & step;
        }
        return ((smaller & 1) != 0) != startsInside;
    }
}
