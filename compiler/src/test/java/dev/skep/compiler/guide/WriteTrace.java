package dev.skep.compiler.guide;

import dev.skep.bpf.map.RingBuffer;
import dev.skep.bpf.memory.Bytes;
import dev.skep.bpf.memory.Length;
import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.helper.Helpers;
import dev.skep.compiler.hook.Uprobe;

/** Sees every call of the C library's write(), with what is written. */
final class WriteTrace {
    interface Write extends Struct {
        int pid();

        void pid(int v);

        int descriptor();

        void descriptor(int v);

        @Length(64)
        Bytes text();
    }

    final RingBuffer<Write> writes = RingBuffer.of(Write.class, 1 << 20).wakeupBytes(0);

    @Uprobe(binary = "libc", symbol = "write")
    void enter(int descriptor, long buffer, long count) {
        Write write = writes.reserve();
        if (write == null) {
            return;
        }
        write.pid((int) (Helpers.getCurrentPidTgid() >>> 32));
        write.descriptor(descriptor);
        Helpers.probeReadUserStr(write.text(), buffer);
        writes.submit(write);
    }
}
