package dev.skep.trace.kernel;

import dev.skep.bpf.memory.KernelStruct;
import dev.skep.bpf.memory.Struct;

/** The registers of x86-64 at entry: arch/x86/include/asm/ptrace.h. */
@KernelStruct("pt_regs")
public interface X86PtRegs extends Struct {
    /** First argument of a system call. */
    long di();

    /** Second argument. */
    long si();

    /** Third argument. */
    long dx();
}
