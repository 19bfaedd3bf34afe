package dev.skep.bpf.symbol;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Names of what begins at addresses, found by any address in them. Small: a kernel has two hundred thousand functions, so names lie in one
 * array. Immutable.
 */
public final class AddressNames {
    /** Nothing whose length is unknown is taken for longer: behind it lies something that has no name. */
    private static final long LONGEST = 1 << 20;

    private final long[] starts;
    private final long[] lengths;
    private final int[] ends;
    private final byte[] names;

    private AddressNames(List<Entry> entries) {
        int count = entries.size();
        starts = new long[count];
        lengths = new long[count];
        ends = new int[count];
        int bytes = 0;
        for (int i = 0; i < count; i++) {
            Entry entry = entries.get(i);
            starts[i] = entry.start;
            lengths[i] = length(entries, i);
            bytes += entry.name.length;
            ends[i] = bytes;
        }
        names = new byte[bytes];
        for (int i = 0; i < count; i++) {
            byte[] name = entries.get(i).name;
            System.arraycopy(name, 0, names, ends[i] - name.length, name.length);
        }
    }

    private record Entry(long start, long length, byte[] name) {}

    /**
     * A place in something that has a name.
     *
     * @param name its name
     * @param offset bytes from its beginning
     */
    public record Place(String name, long offset) {
        /** {@code do_sys_openat2+0x1c}. */
        @Override
        public String toString() {
            return name + "+0x" + Long.toHexString(offset);
        }
    }

    /** Gathers names. Not safe for several threads. */
    public static final class Builder {
        private final List<Entry> entries = new ArrayList<>();

        /** None yet. */
        public Builder() {}

        /**
         * Adds one; of several with the same start the first one counts.
         *
         * @param start where it begins, an unsigned number
         * @param length bytes; 0 if unknown: it ends where the next one begins
         */
        public Builder add(long start, long length, String name) {
            entries.add(new Entry(start, length, name.getBytes(StandardCharsets.UTF_8)));
            return this;
        }

        /** All that were added. */
        public AddressNames build() {
            entries.sort(Comparator.comparing(Entry::start, Long::compareUnsigned));
            List<Entry> distinct = new ArrayList<>(entries.size());
            for (Entry entry : entries) {
                if (distinct.isEmpty() || distinct.getLast().start != entry.start) {
                    distinct.add(entry);
                }
            }
            return new AddressNames(distinct);
        }
    }

    private static long length(List<Entry> entries, int index) {
        Entry entry = entries.get(index);
        if (entry.length != 0) {
            return entry.length;
        }
        long gap = index + 1 < entries.size() ? entries.get(index + 1).start - entry.start : LONGEST;
        return Long.compareUnsigned(gap, LONGEST) < 0 ? gap : LONGEST;
    }

    /** What begins at exactly this address. */
    public Optional<String> at(long address) {
        int index = floor(address);
        return index >= 0 && starts[index] == address ? Optional.of(name(index)) : Optional.empty();
    }

    /** What an address is in; empty if it is in nothing that has a name. */
    public Optional<Place> near(long address) {
        int index = floor(address);
        if (index < 0 || Long.compareUnsigned(address - starts[index], lengths[index]) >= 0) {
            return Optional.empty();
        }
        return Optional.of(new Place(name(index), address - starts[index]));
    }

    /** The last one that does not begin behind an address, -1 if all do. */
    private int floor(long address) {
        int low = 0;
        int high = starts.length - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (Long.compareUnsigned(starts[middle], address) <= 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return high;
    }

    private String name(int index) {
        int from = index == 0 ? 0 : ends[index - 1];
        return new String(Arrays.copyOfRange(names, from, ends[index]), StandardCharsets.UTF_8);
    }

    /** How many there are. */
    public int size() {
        return starts.length;
    }
}
