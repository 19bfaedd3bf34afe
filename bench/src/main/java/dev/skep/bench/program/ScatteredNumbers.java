package dev.skep.bench.program;

import dev.skep.bpf.map.HashMap;
import dev.skep.bpf.memory.Counter;
import java.util.HashSet;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * Makes of each number one that lies far from the others, and tells whether it is among some; half of them are.
 *
 * @param among tells
 * @param count how many are among them
 */
public record ScatteredNumbers(IntPredicate among, int count) implements IntPredicate {
    /** Odd, with bits in no order: a fraction of the golden ratio. */
    private static final int GOLDEN = 0x9e37_79b9;

    /** The numbers that are among them. */
    public static Set<Integer> of(int count) {
        Set<Integer> numbers = new HashSet<>();
        for (int i = 0; i < count; i++) {
            numbers.add(i * GOLDEN);
        }
        return numbers;
    }

    /** As the compiler looks up what is known when it compiles. */
    public record InSet(Set<Integer> numbers) implements IntPredicate {
        @Override
        public boolean test(int number) {
            return numbers.contains(number);
        }
    }

    /** By the kernel's hash map. */
    public record InMap(HashMap<Integer, Counter> numbers) implements IntPredicate {
        @Override
        public boolean test(int number) {
            return numbers.get(number) != null;
        }
    }

    @Override
    public boolean test(int random) {
        return among.test(Integer.remainderUnsigned(random >>> 8, 2 * count) * GOLDEN);
    }
}
