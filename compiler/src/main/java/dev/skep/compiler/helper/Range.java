package dev.skep.compiler.helper;

import java.util.Iterator;

/**
 * The numbers from {@code from} up to but not with {@code to}, for loops that say how often they go round:
 *
 * {@snippet :
 * for (int i : Range.to(event.count())) sum += event.slots(i & 63);
 * }
 *
 * <p>It is plain Java, and the same as {@code for (int i = from; i < to; i++)}. In the kernel a loop of either form stays a loop where the
 * verifier can follow it turn by turn; a longer one is driven by the kernel ({@code bpf_iter_num}, since Linux 6.4, or {@code bpf_loop},
 * since Linux 5.17, which takes no loop that carries an address from turn to turn), and then goes round 8,388,607 times at most: after
 * that it ends as if its condition had failed.
 *
 * @param from the first number
 * @param to the number after the last
 */
public record Range(int from, int to) implements Iterable<Integer> {
    /** The numbers from 0 to {@code end} - 1. */
    public static Range to(int end) {
        return new Range(0, end);
    }

    /** The numbers from {@code start} to {@code end} - 1. */
    public static Range of(int start, int end) {
        return new Range(start, end);
    }

    @Override
    public Iterator<Integer> iterator() {
        return new Numbers(from, to);
    }

    private static final class Numbers implements Iterator<Integer> {
        private final int end;
        private int next;

        Numbers(int start, int end) {
            this.next = start;
            this.end = end;
        }

        @Override
        public boolean hasNext() {
            return next < end;
        }

        @Override
        public Integer next() {
            return next++;
        }
    }
}
