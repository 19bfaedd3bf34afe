package dev.skep.bpf.program;

/** The 64-bit immediate load that names a map: its check and its patch. */
final class MapLoad {
    private static final int LD_IMM64 = 0x18;
    private static final int PSEUDO_MAP_FD = 1;
    private static final int PSEUDO_MAP_VALUE = 2;

    private MapLoad() {}

    static void check(long[] instructions, int index, String program) {
        if (index < 0 || index >= instructions.length - 1) {
            throw new IllegalArgumentException(
                    "program " + program + ": map relocation at instruction " + index + " of " + instructions.length);
        }
        long first = instructions[index];
        long source = (first >>> 12) & 0xf;
        if ((first & 0xff) != LD_IMM64 || (source != PSEUDO_MAP_FD && source != PSEUDO_MAP_VALUE)) {
            throw new IllegalArgumentException(
                    "program " + program + ": instruction " + index + " with a map relocation loads no map");
        }
    }

    /** The same instruction with the map's descriptor as its immediate. */
    static long patched(long instruction, int fd) {
        return (instruction & 0xffff_ffffL) | ((long) fd << 32);
    }
}
