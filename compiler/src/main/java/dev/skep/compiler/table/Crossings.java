package dev.skep.compiler.table;

import java.util.Arrays;
import java.util.BitSet;

/** Boundaries, counted up to some distance from the first. */
interface Crossings {
    /** Whether the number of boundaries below a distance is odd, which is above 0 and not above that of the last boundary. */
    boolean odd(long distance);

    /**
     * Of boundaries that are known by their distances from the first, in order: what takes less memory of the two.
     *
     * @param distances unsigned, one at least; the first is 0
     */
    static Crossings of(long[] distances) {
        PiecesOfBoundaries pieces = new PiecesOfBoundaries(distances);
        long bytes = distances[distances.length - 1] >>> 3;
        return bytes <= pieces.bytes() ? Bits.of(distances) : pieces;
    }

    /**
     * A bit for each distance: one load, wherever an address lies. For as many networks as there are places for.
     *
     * @param odd a power of two of words, the lowest bit first
     */
    @SuppressWarnings("ArrayRecordComponent") // a program reads it as it is
    record Bits(long[] odd) implements Crossings {
        static Bits of(long[] distances) {
            BitSet odd = new BitSet();
            int last = (int) distances[distances.length - 1];
            for (int i = 0; i < distances.length; i += 2) {
                int end = i + 1 < distances.length ? (int) distances[i + 1] : last;
                odd.set((int) distances[i] + 1, end + 1);
            }
            return new Bits(Arrays.copyOf(odd.toLongArray(), Boundaries.slots(last / Long.SIZE)));
        }

        @Override
        public boolean odd(long distance) {
            return ((odd[(int) (distance >>> 6) & (odd.length - 1)] >>> distance) & 1) != 0;
        }
    }
}
