package dev.skep.compiler.internal.eval;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A place of its own for each of some numbers that are all known: hash and displace.
 *
 * <ol>
 *   <li>A number times {@code factor}: the upper bits of the product say which group it belongs to, those below them where it would lie.
 *   <li>Each group has a displacement, which is combined with that place by exclusive or.
 *   <li>The displacements are chosen one group after the other, the largest first, so that no two numbers share a place. If that fails, with
 *       another factor.
 * </ol>
 *
 * <p>Source: D. Belazzougui, F. C. Botelho, M. Dietzfelbinger, Hash, displace, and compress, 2009.
 *
 * @param factor odd
 * @param groupBits how many bits of the product are the group
 * @param placeBits how many are the place
 * @param displacements of each group, less than 2^placeBits
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
record PerfectHash(long factor, int groupBits, int placeBits, int[] displacements) {
    private static final int LARGEST = 1 << 16;
    private static final int KEYS_OF_A_GROUP = 4;
    private static final int TRIES = 32;

    /** Fractions of the golden ratio: steps of it lie far from each other. */
    private static final long GOLDEN = 0x9e37_79b9_7f4a_7c15L;

    /** For these, which are all different and at least two; null for too many, or where no factor was found. */
    static @Nullable PerfectHash of(List<Long> keys) {
        if (keys.size() > LARGEST) return null;
        int groupBits = bits(Math.ceilDiv(keys.size(), KEYS_OF_A_GROUP));
        int placeBits = bits(keys.size() + keys.size() / 4);
        for (int i = 1; i <= TRIES; i++) {
            long factor = (GOLDEN * i) | 1;
            int[] displacements = displacements(keys, factor, groupBits, placeBits);
            if (displacements != null) return new PerfectHash(factor, groupBits, placeBits, displacements);
        }
        return null;
    }

    private static int bits(int count) {
        return Math.max(1, Integer.SIZE - Integer.numberOfLeadingZeros(count - 1));
    }

    private static int @Nullable [] displacements(List<Long> keys, long factor, int groupBits, int placeBits) {
        // In order, so that equal keys always lie alike.
        Map<Integer, List<Integer>> groups = new TreeMap<>();
        for (long key : keys) {
            groups.computeIfAbsent(group(key * factor, groupBits), g -> new ArrayList<>())
                    .add(place(key * factor, groupBits, placeBits));
        }
        List<Map.Entry<Integer, List<Integer>>> order = new ArrayList<>(groups.entrySet());
        order.sort(Comparator.comparingInt(group -> -group.getValue().size()));
        int[] displacements = new int[1 << groupBits];
        BitSet taken = new BitSet(1 << placeBits);
        for (Map.Entry<Integer, List<Integer>> group : order) {
            int displacement = displacement(group.getValue(), taken, 1 << placeBits);
            if (displacement < 0) return null;
            displacements[group.getKey()] = displacement;
        }
        return displacements;
    }

    /** Finds one that leads to free places only, and takes them. */
    private static int displacement(List<Integer> places, BitSet taken, int most) {
        if (places.stream().distinct().count() < places.size()) return -1;
        int first = places.getFirst();
        for (int free = taken.nextClearBit(0); free < most; free = taken.nextClearBit(free + 1)) {
            int displacement = free ^ first;
            if (places.stream().noneMatch(place -> taken.get(place ^ displacement))) {
                places.forEach(place -> taken.set(place ^ displacement));
                return displacement;
            }
        }
        return -1;
    }

    /** How many places there are. */
    int places() {
        return 1 << placeBits;
    }

    /** By how many bits a product is shifted for the group. */
    int groupShift() {
        return Long.SIZE - groupBits;
    }

    /** By how many for the place, which has other bits before it. */
    int placeShift() {
        return Long.SIZE - groupBits - placeBits;
    }

    /** The place of a number; of one that was not among the keys, anyone's. */
    int place(long key) {
        long product = key * factor;
        return place(product, groupBits, placeBits) ^ displacements[group(product, groupBits)];
    }

    private static int group(long product, int groupBits) {
        return (int) (product >>> (Long.SIZE - groupBits));
    }

    private static int place(long product, int groupBits, int placeBits) {
        return (int) (product >>> (Long.SIZE - groupBits - placeBits)) & ((1 << placeBits) - 1);
    }

    @Override
    public String toString() {
        return "factor " + factor + ", displacements " + Arrays.toString(displacements);
    }
}
