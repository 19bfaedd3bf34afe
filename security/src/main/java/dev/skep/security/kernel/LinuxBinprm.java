package dev.skep.security.kernel;

import dev.skep.bpf.memory.KernelStruct;
import dev.skep.bpf.memory.Struct;

/** A program that is started: include/linux/binfmts.h. */
@KernelStruct("linux_binprm")
public interface LinuxBinprm extends Struct {
    /** Address of the file name as it was given. */
    long filename();

    /** The file that runs: the interpreter, if the program is a script. */
    OpenFile file();

    /** The rights to be; null once they are in place. */
    Cred cred();
}
