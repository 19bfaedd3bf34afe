package dev.skep.bench.program;

import dev.skep.bpf.program.TestRun;
import dev.skep.compiler.Kernel;
import dev.skep.compiler.Loaded;
import dev.skep.compiler.helper.Helpers;
import dev.skep.compiler.hook.Xdp;
import dev.skep.compiler.hook.XdpContext;
import dev.skep.compiler.table.PrefixMap;
import dev.skep.compiler.table.PrefixSet;
import java.util.function.IntPredicate;

/**
 * Asks of many numbers, each from anywhere, whether they are in a set. Where they are addresses of version 4, it is what a flood from random
 * sources asks.
 */
public record RandomNumbers(IntPredicate set) {
    /** How many are asked in a run. */
    public static final int NUMBERS = 1000;

    /** By Skep's own table. */
    public record InSet(PrefixSet set) implements IntPredicate {
        @Override
        public boolean test(int address) {
            return set.contains(address);
        }
    }

    /** By the kernel's LPM trie, where there are more than a few. */
    public record InTrie(PrefixMap<Boolean> trie) implements IntPredicate {
        @Override
        public boolean test(int address) {
            return trie.get(address) != null;
        }
    }

    /** Loads it, attached nowhere. */
    public static Loaded<RandomNumbers> load(IntPredicate set) {
        return Kernel.loadDetached(new RandomNumbers(set));
    }

    /** Nanoseconds for a number: in loops of {@link #NUMBERS}, about {@code numbers} in all, with what it takes to make them. */
    public static double nanos(Loaded<RandomNumbers> loaded, int numbers) {
        return (double) loaded.program("ask")
                        .program()
                        .testRun(TestRun.ofData(new byte[60]).repeat(Math.max(1, numbers / NUMBERS)))
                        .nanosPerRun()
                / NUMBERS;
    }

    @Xdp
    int ask(XdpContext packet) {
        int random = Helpers.getPrandomU32();
        int found = 0;
        for (int i = 0; i < NUMBERS; i++) {
            // The multiplier of Numerical Recipes; its low bits alone are not random.
            random = random * 1_664_525 + 1_013_904_223;
            if (set.test(random ^ random >>> 16)) {
                found++;
            }
        }
        return found > NUMBERS ? XdpContext.PASS : XdpContext.DROP;
    }
}
