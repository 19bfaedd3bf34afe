package dev.skep.compiler.helper;

import dev.skep.bpf.memory.Bytes;
import dev.skep.bpf.memory.Counter;
import dev.skep.bpf.program.ProgramType;

/**
 * The kernel's helpers that read numbers out of text. They exist in the kernel only: called on the JVM each throws
 * {@link UnsupportedOperationException}.
 */
public final class TextHelpers {
    private TextHelpers() {}

    private static UnsupportedOperationException kernelOnly() {
        return new UnsupportedOperationException(
                "this runs in the kernel only, as part of a program loaded by Kernel.load");
    }

    /**
     * Reads a number, with white space and a sign before it, as strtol(3) does.
     *
     * @param base 8, 10, 16, or 0 to tell by 0x and 0
     * @param result the number, on the stack or in a map
     * @return how many bytes it took; -22 (EINVAL) if there is none, -34 (ERANGE) if it is too large
     */
    @Helper(
            id = 105,
            name = "bpf_strtol",
            passes = "$0 sizeof($0) $1 $2",
            since = "5.2",
            programs = ProgramType.CGROUP_SYSCTL,
            everywhereSince = "5.18")
    public static int strtol(Bytes text, long base, Counter result) {
        throw kernelOnly();
    }

    /** As {@link #strtol}, without a sign. */
    @Helper(
            id = 106,
            name = "bpf_strtoul",
            passes = "$0 sizeof($0) $1 $2",
            since = "5.2",
            programs = ProgramType.CGROUP_SYSCTL,
            everywhereSince = "5.18")
    public static int strtoul(Bytes text, long base, Counter result) {
        throw kernelOnly();
    }
}
