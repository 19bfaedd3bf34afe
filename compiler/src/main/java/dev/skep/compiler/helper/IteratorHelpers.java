package dev.skep.compiler.helper;

import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.hook.IteratorMeta;

/**
 * The kernel's helpers that write what the reader of an iterator gets. They exist in the kernel only: called on the JVM each throws
 * {@link UnsupportedOperationException}.
 */
public final class IteratorHelpers {
    private IteratorHelpers() {}

    private static UnsupportedOperationException kernelOnly() {
        return new UnsupportedOperationException(
                "this runs in the kernel only, as part of a program loaded by Kernel.load");
    }

    /**
     * In an iterator: writes a record, which whoever reads the iterator gets.
     *
     * @return 0, or a negative errno where the buffer is full; the kernel then enlarges it and runs the program for the same element again
     */
    @Helper(
            id = 127,
            name = "bpf_seq_write",
            passes = "$0 $1 sizeof($1)",
            since = "5.7",
            callers = Callers.ITERATORS,
            gplOnly = true)
    public static int seqWrite(IteratorMeta.SeqFile seq, Struct record) {
        throw kernelOnly();
    }

    /**
     * In an iterator: writes text. Knows what {@code printf} of the kernel knows for numbers and addresses, and {@code %s} of a kernel
     * address; at most twelve values.
     *
     * @param format known at load time
     * @param values what the format names, in order
     */
    @Helper(id = 126, name = "bpf_seq_printf", since = "5.7", callers = Callers.ITERATORS, gplOnly = true)
    public static void seqPrintf(IteratorMeta.SeqFile seq, String format, long... values) {
        throw kernelOnly();
    }
}
