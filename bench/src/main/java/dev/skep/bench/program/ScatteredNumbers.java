package dev.skep.bench.program;

import dev.skep.bpf.map.HashMap;
import dev.skep.bpf.memory.Counter;
import dev.skep.compiler.helper.Helpers;
import dev.skep.compiler.hook.Xdp;
import dev.skep.compiler.hook.XdpContext;
import java.util.HashSet;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * Asks of many numbers whether they are among some that lie far from each other; half of them are.
 *
 * @param among tells
 * @param count how many are among them
 */
public record ScatteredNumbers(IntPredicate among, int count) {
    /** How many are asked in a run. */
    public static final int NUMBERS = 1000;

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

    @Xdp
    int ask(XdpContext packet) {
        int random = Helpers.getPrandomU32();
        int found = 0;
        for (int i = 0; i < NUMBERS; i++) {
            // The multiplier of Numerical Recipes; its low bits alone are not random.
            random = random * 1_664_525 + 1_013_904_223;
            if (among.test(Integer.remainderUnsigned(random >>> 8, 2 * count) * GOLDEN)) {
                found++;
            }
        }
        return found > NUMBERS ? XdpContext.PASS : XdpContext.DROP;
    }
}
