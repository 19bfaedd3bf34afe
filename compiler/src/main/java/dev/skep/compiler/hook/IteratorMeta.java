package dev.skep.compiler.hook;

import dev.skep.bpf.memory.KernelStruct;
import dev.skep.bpf.memory.Struct;

/** What every {@link Iterator} method gets first: where it writes, and which element it is. */
@KernelStruct("bpf_iter_meta")
public interface IteratorMeta extends Struct {
    /** Where to write. */
    SeqFile seq();

    /** A number of its own for each walk. */
    long session_id();

    /** The number of this element, from 0; of no meaning after the last. */
    long seq_num();

    /** A file that the kernel writes as it is read (struct seq_file). */
    @KernelStruct("seq_file")
    interface SeqFile extends Struct {}
}
