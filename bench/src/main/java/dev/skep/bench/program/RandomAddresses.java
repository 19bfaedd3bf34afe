package dev.skep.bench.program;

import dev.skep.compiler.helper.Helpers;
import dev.skep.compiler.hook.Xdp;
import dev.skep.compiler.hook.XdpContext;
import dev.skep.compiler.table.PrefixMap;
import dev.skep.compiler.table.PrefixSet;
import java.util.function.IntPredicate;

/** Asks of many addresses, each from anywhere, whether they are in a set: what a flood from random sources asks. */
public record RandomAddresses(IntPredicate set) {
    /** How many are asked in a run. */
    public static final int ADDRESSES = 1000;

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

    @Xdp
    int ask(XdpContext packet) {
        int random = Helpers.getPrandomU32();
        int found = 0;
        for (int i = 0; i < ADDRESSES; i++) {
            // The multiplier of Numerical Recipes; its low bits alone are not random.
            random = random * 1_664_525 + 1_013_904_223;
            if (set.test(random ^ random >>> 16)) {
                found++;
            }
        }
        return found > ADDRESSES ? XdpContext.PASS : XdpContext.DROP;
    }
}
