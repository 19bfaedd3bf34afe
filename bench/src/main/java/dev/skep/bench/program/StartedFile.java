package dev.skep.bench.program;

import dev.skep.bpf.memory.KernelStruct;
import dev.skep.bpf.memory.Struct;

/** A program that is started: include/linux/binfmts.h. */
@KernelStruct("linux_binprm")
interface StartedFile extends Struct {
    long filename();
}
