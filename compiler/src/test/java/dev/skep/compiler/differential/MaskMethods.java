package dev.skep.compiler.differential;

import dev.skep.compiler.hook.Syscall;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** What looks like a search for a key and is none, as each turn compares another part of the number; and searches among longs. */
final class MaskMethods {
    private record Masked(int mask, int value, int verdict) {
        boolean matches(int number) {
            return (number & mask) == value;
        }
    }

    private final List<Masked> rules = IntStream.range(0, 40)
            .mapToObj(i -> new Masked(0xf << i % 12, (i * 7 & 0xf) << i % 12, i))
            .toList();
    private final long[] sorted = {-5_000_000_000L, -3, 0, 17, 4_000_000_000L, 4_000_000_001L, Long.MAX_VALUE};

    @Syscall
    int firstMaskThatFits(Input x) {
        for (Masked rule : rules) if (rule.matches(x.h())) return rule.verdict();
        return -1;
    }

    @Syscall
    int lastMasksFirst(Input x) {
        for (int i = rules.size() - 1; i >= 4; i--) if (rules.get(i).matches(x.h())) return i * 3;
        return x.e();
    }

    @Syscall
    int placeAmongLongs(Input x) {
        return Arrays.binarySearch(sorted, x.a() >> 29) + 100 * Arrays.binarySearch(sorted, x.e() - 3L);
    }
}
