package dev.skep.compiler.table;

/**
 * How a set of networks is searched that leaves much of the address space empty.
 *
 * <ol>
 *   <li>The networks are put in order; what lies within another is left out, and neighbours become one range.
 *   <li>Of each range two addresses are kept: the one before it, and its last. An address lies in a range exactly if an odd number of
 *       them is smaller.
 *   <li>A first table tells for each piece of the address space how many lie before it, so that the search begins near its end.
 *   <li>Halving the distance with each step, without leaving the loop early and without branches: the steps unroll, the processor has
 *       nothing to guess, the verifier one path to walk, and a step that misses the cache is all that costs more in a large table.
 * </ol>
 *
 * <p>Against an LPM trie, which would tell the longest network too, a million networks need a fiftieth of the memory and one system call
 * instead of a million insertions, and a look-up touches two or three lines of the cache instead of following twenty pointers.
 *
 * @param pieces how many pieces the address space from the first boundary on is cut into: a power of two
 * @param shift how many bits of the distance from the first boundary a piece has
 * @param largestStep the first step, a power of two: twice as much, less one, is enough for every piece
 */
record Boundaries(int pieces, int shift, int largestStep) {
    /** 256 kB of numbers, which stay in the second cache. */
    private static final int MOST_PIECES = 1 << 16;

    private static final int FEWEST_PIECES = 16;

    /** The boundaries as unsigned numbers of 64 bits in order: a search needs no more of them. */
    interface Numbers {
        long at(int index);
    }

    /** Plans a table of {@code count} boundaries, one at least. */
    static Boundaries plan(Numbers numbers, int count) {
        int pieces = Math.clamp(Integer.highestOneBit(count), FEWEST_PIECES, MOST_PIECES);
        long span = numbers.at(count - 1) - numbers.at(0);
        int shift = Math.max(1, Long.SIZE - Long.numberOfLeadingZeros(span) - Integer.numberOfTrailingZeros(pieces));
        int[] first = first(numbers, count, pieces, shift);
        int fullest = 1;
        for (int i = 0; i < pieces; i++) fullest = Math.max(fullest, first[i + 1] - first[i]);
        return new Boundaries(pieces, shift, Integer.highestOneBit(fullest));
    }

    /** All bits set if an unsigned number is below another, none otherwise. */
    static long below(long left, long right) {
        // The borrow of the subtraction.
        return ((~left & right) | ((~left | right) & (left - right))) >> (Long.SIZE - 1);
    }

    /** How many slots, a power of two, have room for more than {@code count} boundaries. */
    static int slots(int count) {
        return count == 0 ? 1 : Integer.highestOneBit(count) * 2;
    }

    /** How many of the boundaries lie before each piece, and last how many there are: one element more than there are pieces. */
    int[] first(Numbers numbers, int count) {
        return first(numbers, count, pieces, shift);
    }

    /** How many boundaries lie before each piece, and last how many there are. */
    private static int[] first(Numbers numbers, int count, int pieces, int shift) {
        int[] first = new int[pieces + 1];
        int at = 0;
        for (int i = 0; i < pieces; i++) {
            while (at < count && (numbers.at(at) - numbers.at(0)) >>> shift < i) at++;
            first[i] = at;
        }
        first[pieces] = count;
        return first;
    }
}
