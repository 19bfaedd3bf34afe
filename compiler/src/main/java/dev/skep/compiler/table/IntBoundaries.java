package dev.skep.compiler.table;

import java.util.Arrays;
import java.util.List;

/** Ranges of IPv4 addresses, searched as {@link Boundaries} says. */
final class IntBoundaries {
    /** Flips the highest bit, so that unsigned numbers compare as signed ones do. */
    private static final int FLIP = Integer.MIN_VALUE;

    private final boolean startsInside;
    private final long base;
    private final int shift;
    private final int largestStep;
    private final int[] first;
    private final int[] boundaries;

    private IntBoundaries(boolean startsInside, int[] sorted, int count) {
        this.startsInside = startsInside;
        if (count == 0) {
            base = 0;
            shift = 0;
            largestStep = 0;
            first = new int[0];
            boundaries = new int[0];
            return;
        }
        Boundaries.Numbers numbers = i -> (sorted[i] ^ FLIP) & 0xffff_ffffL;
        Boundaries plan = Boundaries.plan(numbers, count);
        base = numbers.at(0);
        shift = plan.shift();
        largestStep = plan.largestStep();
        first = plan.first(numbers, count);
        boundaries = Arrays.copyOf(sorted, plan.slots());
        // No address is above it.
        Arrays.fill(boundaries, count, boundaries.length, Integer.MAX_VALUE);
    }

    /** The ranges of networks that are in order and do not overlap. */
    static IntBoundaries of(List<Prefix> networks) {
        int[] sorted = new int[networks.size() * 2];
        int count = 0;
        boolean startsInside = false;
        for (Prefix network : networks) {
            int start = network.ipv4();
            int before = (start - 1) ^ FLIP;
            if (start == 0) startsInside = true;
            else if (count > 0 && sorted[count - 1] == before) count--;
            else sorted[count++] = before;
            sorted[count++] = (int) (network.lastHigh() >>> 32) ^ FLIP;
        }
        return new IntBoundaries(startsInside, sorted, count);
    }

    boolean isEmpty() {
        return boundaries.length == 0;
    }

    boolean encloses(int address) {
        long distance = (address & 0xffff_ffffL) - base;
        if (distance < 0) return startsInside;
        int key = address ^ FLIP;
        int piece = (int) Math.min(distance >>> shift, first.length - 1L);
        int smaller = first[piece & (first.length - 1)];
        for (int step = largestStep; step > 0; step >>>= 1) {
            long difference = (long) boundaries[(smaller + step - 1) & (boundaries.length - 1)] - key;
            smaller += (int) (difference >> (Long.SIZE - 1)) & step;
        }
        return ((smaller & 1) != 0) != startsInside;
    }
}
