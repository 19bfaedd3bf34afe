package dev.skep.security.kernel;

import dev.skep.bpf.memory.KernelStruct;
import dev.skep.bpf.memory.Struct;

/** The memory of a process: include/linux/mm_types.h. */
@KernelStruct("mm_struct")
public interface MmStruct extends Struct {
    /** Where the arguments begin. */
    long arg_start();

    /** Where they end. */
    long arg_end();

    /** Where the environment begins. */
    long env_start();

    /** Where it ends. */
    long env_end();

    /** Address of the file that runs. */
    long exe_file();
}
