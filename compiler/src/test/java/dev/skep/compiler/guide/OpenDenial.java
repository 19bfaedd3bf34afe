package dev.skep.compiler.guide;

import dev.skep.bpf.memory.KernelStruct;
import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.hook.Lsm;

/** Denies everybody, root too, to open one file. */
final class OpenDenial {
    private static final int EPERM = 1;

    @KernelStruct("inode")
    interface Inode extends Struct {
        long i_ino();
    }

    @KernelStruct("file")
    interface OpenFile extends Struct {
        Inode f_inode();
    }

    final long inode;
    int denied;

    OpenDenial(long inode) {
        this.inode = inode;
    }

    @Lsm("file_open")
    int open(OpenFile file) {
        if (file.f_inode().i_ino() != inode) {
            return 0;
        }
        denied++;
        return -EPERM;
    }
}
