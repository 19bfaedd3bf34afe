package dev.skep.security.policy.program;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What a number has to be. */
public sealed interface NumberTest {
    /** Whether it is. */
    boolean holds(long value);

    /**
     * One of these; many are looked up in a table.
     *
     * @param values the numbers
     */
    record OneOf(Set<Long> values) implements NumberTest {
        /** Copies. */
        public OneOf {
            values = Set.copyOf(values);
        }

        @Override
        public boolean holds(long value) {
            return values.contains(value);
        }

        @Override
        public String toString() {
            return values.size() == 1
                    ? "= " + values.iterator().next()
                    : "in {" + values.stream().sorted().map(String::valueOf).collect(Collectors.joining(", ")) + "}";
        }
    }

    /**
     * Between two numbers, both included, in one of several places.
     *
     * @param ranges the places
     * @param unsigned whether all are unsigned
     */
    record InRanges(List<Range> ranges, boolean unsigned) implements NumberTest {
        /** Copies. */
        public InRanges {
            ranges = List.copyOf(ranges);
        }

        @Override
        public boolean holds(long value) {
            for (Range range : ranges) {
                if (range.has(value, unsigned)) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public String toString() {
            return "in " + ranges.stream().map(Range::toString).collect(Collectors.joining(", "));
        }
    }

    /**
     * From one number to another.
     *
     * @param first the first
     * @param last the last, included
     */
    record Range(long first, long last) {
        boolean has(long value, boolean unsigned) {
            if (first == last) {
                return value == first;
            }
            return unsigned
                    ? Long.compareUnsigned(value, first) >= 0 && Long.compareUnsigned(value, last) <= 0
                    : value >= first && value <= last;
        }

        @Override
        public String toString() {
            return first == last ? String.valueOf(first) : first + ":" + last;
        }
    }

    /**
     * Some bit of these.
     *
     * @param bits the bits
     */
    record AnyBit(long bits) implements NumberTest {
        @Override
        public boolean holds(long value) {
            return (value & bits) != 0;
        }

        @Override
        public String toString() {
            return "& 0x" + Long.toHexString(bits);
        }
    }

    /**
     * Some bits are what they are here.
     *
     * @param bits which count
     * @param values what they have to be
     */
    record Bits(long bits, Set<Long> values) implements NumberTest {
        /** Copies. */
        public Bits {
            values = Set.copyOf(values);
        }

        @Override
        public boolean holds(long value) {
            return values.contains(value & bits);
        }

        @Override
        public String toString() {
            return "& 0x" + Long.toHexString(bits) + " in " + values;
        }
    }

    /**
     * Not what another says.
     *
     * @param test the other
     */
    record Not(NumberTest test) implements NumberTest {
        @Override
        public boolean holds(long value) {
            return !test.holds(value);
        }

        @Override
        public String toString() {
            return "not " + test;
        }
    }
}
