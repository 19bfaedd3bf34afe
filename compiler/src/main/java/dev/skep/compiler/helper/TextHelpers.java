package dev.skep.compiler.helper;

import dev.skep.bpf.memory.Bytes;
import dev.skep.bpf.memory.Counter;
import dev.skep.bpf.memory.Struct;
import dev.skep.bpf.program.ProgramType;

/**
 * The kernel's helpers that compare, read and write text. They exist in the kernel only: called on the JVM each throws
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

    /**
     * Compares bytes with a text as strcmp(3) does, up to a NUL.
     *
     * @param text known at load time
     * @return 0 if they are equal, otherwise below or above 0
     */
    @Helper(id = 182, name = "bpf_strncmp", passes = "$0 sizeof($0) text($1)", since = "5.17", callers = Callers.EVERY)
    public static int strncmp(Bytes bytes, String text) {
        throw kernelOnly();
    }

    /**
     * Formats as printf(3) does, with {@code %d %i %u %x %ld %lu %lx %lld %llu %llx %p %pK %px %s %c} and the kernel's {@code %pI4},
     * {@code %pI6}.
     *
     * @param format known at load time
     * @param values what the format names, in order; at most 12
     * @return the length of the whole text with its NUL, or a negative errno; a text that does not fit is cut
     */
    @Helper(
            id = 165,
            name = "bpf_snprintf",
            passes = "$0 sizeof($0) text($1) values($2)",
            since = "5.13",
            callers = Callers.EVERY,
            gplOnly = true)
    public static int snprintf(Bytes destination, String format, long... values) {
        throw kernelOnly();
    }

    /**
     * Writes a struct of the kernel with its fields' names and values, as text.
     *
     * @param value seen through an interface with {@code @KernelStruct}
     * @return the length of the whole text without its NUL, or a negative errno; a text that does not fit is cut
     */
    @Helper(
            id = 149,
            name = "bpf_snprintf_btf",
            passes = "$0 sizeof($0) btf($1) 0",
            since = "5.10",
            callers = Callers.EVERY)
    public static int snprintfBtf(Bytes destination, Struct value) {
        throw kernelOnly();
    }
}
