package dev.skep.compiler.table;

import java.util.Arrays;
import java.util.List;

/** Ranges of IPv6 addresses, searched as {@link Boundaries} says. Pieces are cut by the first half of an address. */
final class LongBoundaries {
    private final boolean startsInside;
    private final boolean halves;
    private final long base;
    private final int shift;
    private final int largestStep;
    private final int[] first;
    private final long[] high;
    private final long[] low;

    private LongBoundaries(boolean startsInside, long[] high, long[] low, int count) {
        this.startsInside = startsInside;
        halves = Arrays.stream(low, 0, count).allMatch(half -> half == -1);
        if (count == 0) {
            base = 0;
            shift = 0;
            largestStep = 0;
            first = new int[0];
            this.high = new long[0];
            this.low = new long[0];
            return;
        }
        Boundaries.Numbers numbers = i -> high[i];
        Boundaries plan = Boundaries.plan(numbers, count);
        base = high[0];
        shift = plan.shift();
        largestStep = plan.largestStep();
        first = plan.first(numbers, count);
        this.high = padded(high, count, plan.slots());
        this.low = padded(low, count, halves ? 1 : plan.slots());
    }

    /** No half of an address is above what is added. */
    private static long[] padded(long[] sorted, int count, int slots) {
        long[] padded = Arrays.copyOf(sorted, slots);
        if (count < slots) Arrays.fill(padded, count, slots, -1);
        return padded;
    }

    /** The ranges of networks that are in order and do not overlap. */
    static LongBoundaries of(List<Prefix> networks) {
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
        return new LongBoundaries(startsInside, high, low, count);
    }

    boolean isEmpty() {
        return high.length == 0;
    }

    boolean encloses(long addressHigh, long addressLow) {
        if (Long.compareUnsigned(addressHigh, base) < 0) return startsInside;
        long piece = Math.min((addressHigh - base) >>> shift, first.length - 1L);
        int smaller = first[(int) piece & (first.length - 1)];
        for (int step = largestStep; step > 0; step >>>= 1) {
            int at = (smaller + step - 1) & (high.length - 1);
            long below = Boundaries.below(high[at], addressHigh);
            // Where each range ends with a whole first half, the other halves need not be looked at.
            if (!halves) {
                long difference = high[at] ^ addressHigh;
                long equal = ~((difference | -difference) >> (Long.SIZE - 1));
                below |= equal & Boundaries.below(low[at & (low.length - 1)], addressLow);
            }
            smaller += (int) below & step;
        }
        return ((smaller & 1) != 0) != startsInside;
    }
}
