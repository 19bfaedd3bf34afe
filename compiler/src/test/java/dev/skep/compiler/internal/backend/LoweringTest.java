package dev.skep.compiler.internal.backend;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LoweringTest {
    private static final int PROGRAMS = 300;
    private static final int STATEMENTS = 40;

    @Test
    void olderKernelsGetOlderInstructionsOnly() {
        for (long seed = 0; seed < PROGRAMS; seed++) {
            long[] words = Backend.compile(RandomGraph.of(seed, STATEMENTS), new Target(3))
                    .instructions();
            for (int i = 0; i < words.length; i++) {
                assertThat(isNew(words[i]))
                        .as("seed %d, instruction %d: %016x", seed, i, words[i])
                        .isFalse();
                if ((words[i] & 0xff) == 0x18) i++;
            }
        }
    }

    /** What Documentation/bpf/standardization/instruction-set.rst counts as cpu v4. */
    private static boolean isNew(long word) {
        int code = (int) word & 0xff;
        int offset = (short) (word >>> 16);
        int operation = code & 0xf0;
        return switch (code & 7) {
            case 1 -> (code & 0xe0) == 0x80; // load with sign
            case 4 -> (operation == 0x30 || operation == 0x90 || operation == 0xb0) && offset != 0;
            case 6 -> operation == 0; // long jump
            case 7 ->
                operation == 0xd0 || ((operation == 0x30 || operation == 0x90 || operation == 0xb0) && offset != 0);
            default -> false;
        };
    }
}
