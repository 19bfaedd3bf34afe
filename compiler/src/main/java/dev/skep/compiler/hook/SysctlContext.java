package dev.skep.compiler.hook;

import dev.skep.bpf.memory.Struct;

/** A read or write of a file in /proc/sys, {@code struct bpf_sysctl}. */
public interface SysctlContext extends Struct {
    /** The call fails with EPERM. */
    int DENY = 0;

    /** The call goes on. */
    int ALLOW = 1;

    /** 1 for a write, 0 for a read. */
    int write();

    /** Where in the file. */
    int filePosition();

    /** Changes where in the file. */
    void filePosition(int value);
}
