package dev.skep.compiler.table;

/**
 * Boundaries in a sorted table, searched by halving within the piece that an address lies in, as {@link Boundaries} says.
 *
 * <p>Each is kept as its distance from where its piece begins, in as few bytes as that needs, so that a search touches one or two lines of
 * the cache.
 */
final class PiecesOfBoundaries implements Crossings {
    private final int shift;
    private final int pieces;
    private final int largestStep;
    private final int[] first;
    private final Distances distances;

    /** Of distances from the first, in order. */
    PiecesOfBoundaries(long[] sorted) {
        Boundaries.Numbers numbers = i -> sorted[i];
        Boundaries plan = Boundaries.plan(numbers, sorted.length);
        shift = plan.shift();
        pieces = plan.pieces();
        largestStep = plan.largestStep();
        first = plan.first(numbers, sorted.length);
        long[] within = new long[Boundaries.slots(sorted.length - 1)];
        for (int i = 0; i < sorted.length; i++) within[i] = behind(sorted[i]);
        distances = Distances.of(within, shift);
    }

    private long behind(long distance) {
        return distance & ((1L << shift) - 1);
    }

    /** How much memory it takes. */
    long bytes() {
        return (long) first.length * Integer.BYTES + distances.bytes();
    }

    @Override
    public boolean odd(long distance) {
        int piece = (int) (distance >>> shift) & (pieces - 1);
        long within = behind(distance);
        long smaller = first[piece];
        long end = first[piece + 1];
        for (int step = largestStep; step > 0; step >>>= 1) {
            long at = smaller + step - 1;
            // What lies behind the piece is larger.
            long below = (distances.at((int) at) - within) & (at - end);
            smaller += (below >> (Long.SIZE - 1)) & step;
        }
        return (smaller & 1) != 0;
    }
}
