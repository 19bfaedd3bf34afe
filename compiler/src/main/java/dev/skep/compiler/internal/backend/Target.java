package dev.skep.compiler.internal.backend;

/**
 * The kernel to compile for.
 *
 * @param cpuVersion 3 (32-bit arithmetic and jumps, since Linux 5.1) or 4 (sign extension, signed division, long jumps,
 *     since Linux 6.6)
 * @param followsSlots whether the verifier knows of a stack slot what it learns of a register that was read from there, as it does since
 *     Linux 6.8 (a scalar that is stored gets an id in {@code check_stack_write_fixed_off}, kernel/bpf/verifier.c)
 */
public record Target(int cpuVersion, boolean followsSlots) {
    public Target {
        if (cpuVersion != 3 && cpuVersion != 4) {
            throw new IllegalArgumentException("cpuVersion=" + cpuVersion + ", known are 3 and 4");
        }
    }

    /** The oldest kernel for version 3, a recent one for version 4. */
    public Target(int cpuVersion) {
        this(cpuVersion, cpuVersion == 4);
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
