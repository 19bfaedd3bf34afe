package dev.skep.trace.kernel;

import dev.skep.bpf.memory.KernelStruct;
import dev.skep.bpf.memory.Length;
import dev.skep.bpf.memory.Struct;

/** The registers of aarch64 at entry: arch/arm64/include/asm/ptrace.h. */
@KernelStruct("pt_regs")
public interface Arm64PtRegs extends Struct {
    /** Register x0 to x30; x0 has the result already when a system call ends. */
    @Length(31)
    long regs(int index);

    /** First argument of a system call. */
    long orig_x0();
}
