package dev.skep.compiler.guide;

import dev.skep.bpf.map.RingBuffer;
import dev.skep.bpf.memory.Bytes;
import dev.skep.bpf.memory.KernelStruct;
import dev.skep.bpf.memory.Length;
import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.helper.Helpers;
import dev.skep.compiler.hook.Fentry;

/** Sees every file that is removed, at the kernel's own function. */
final class UnlinkTrace {
    /** Of the kernel's structures only what is needed, under the kernel's names. */
    @KernelStruct("qstr")
    interface Name extends Struct {
        long name();
    }

    @KernelStruct("dentry")
    interface Entry extends Struct {
        Name d_name();
    }

    /** What the program tells, and what user space reads: one declaration for both. */
    interface Removal extends Struct {
        int pid();

        void pid(int v);

        @Length(16)
        Bytes comm();

        @Length(256)
        Bytes name();
    }

    final RingBuffer<Removal> removals = RingBuffer.of(Removal.class, 1 << 20).wakeupBytes(0);

    @Fentry("vfs_unlink")
    void enter(long mount, long directory, Entry entry) {
        Removal removal = removals.reserve();
        if (removal == null) {
            return;
        }
        removal.pid((int) (Helpers.getCurrentPidTgid() >>> 32));
        Helpers.getCurrentComm(removal.comm());
        Helpers.probeReadKernelStr(removal.name(), entry.d_name().name());
        removals.submit(removal);
    }
}
