package dev.skep.cli.trace;

import dev.skep.trace.open.OpenFlag;

/** Remembers the names of flags: programs use few combinations. Used by one thread. */
final class FlagNames {
    private static final int SIZE = 64;

    private final int[] flags = new int[SIZE];
    private final String[] names = new String[SIZE];

    String of(int bits) {
        int slot = (bits * 0x9e37_79b9) >>> 26;
        if (names[slot] == null || flags[slot] != bits) {
            flags[slot] = bits;
            names[slot] = OpenFlag.names(bits);
        }
        return names[slot];
    }
}
