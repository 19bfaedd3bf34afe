package dev.skep.compiler.internal.backend;

/**
 * The instruction set to compile for.
 *
 * @param cpuVersion 3 (32-bit arithmetic and jumps, since Linux 5.1) or 4 (sign extension, signed division, long jumps,
 *     since Linux 6.6)
 */
public record Target(int cpuVersion) {
    public Target {
        if (cpuVersion != 3 && cpuVersion != 4) {
            throw new IllegalArgumentException("cpuVersion=" + cpuVersion + ", known are 3 and 4");
        }
    }

    /** Whether sign-extending moves and loads and signed division exist. */
    boolean signedOperations() {
        return cpuVersion >= 4;
    }

    /** Whether there is an unconditional jump over 32 bits of distance. */
    boolean longJumps() {
        return cpuVersion >= 4;
    }
}
