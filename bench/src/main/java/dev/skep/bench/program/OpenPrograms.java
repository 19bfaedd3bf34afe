package dev.skep.bench.program;

import dev.skep.bpf.map.HashMap;
import dev.skep.bpf.map.RingBuffer;
import dev.skep.compiler.helper.Helpers;
import dev.skep.compiler.helper.Memory;
import dev.skep.compiler.hook.Tracepoint;

/** {@code open.bpf.c}: opens the way opensnoop does it, with two hooks and a map between them. */
public final class OpenPrograms {
    private static final int AT_ONCE = 10_240;
    private static final int RING_BYTES = 1 << 18;

    private final HashMap<Long, OpenArguments> started = HashMap.of(Long.class, OpenArguments.class, AT_ONCE);
    private final RingBuffer<OpenRecord> records =
            RingBuffer.of(OpenRecord.class, RING_BYTES).wakeupBytes(0);

    @Tracepoint("syscalls/sys_enter_openat")
    int openStart(OpenatStart call) {
        OpenArguments arguments = Memory.onStack(OpenArguments.class);
        arguments.name(call.filename());
        arguments.flags((int) call.flags());
        started.put(Helpers.getCurrentPidTgid(), arguments);
        return 0;
    }

    @Tracepoint("syscalls/sys_exit_openat")
    int openEnd(SyscallEnd call) {
        long id = Helpers.getCurrentPidTgid();
        OpenArguments arguments = started.get(id);
        if (arguments == null) {
            return 0;
        }
        OpenRecord record = records.reserve();
        if (record != null) {
            record.timestamp(Helpers.ktimeGetNs());
            record.pid((int) (id >>> 32));
            record.uid((int) Helpers.getCurrentUidGid());
            record.result((int) call.ret());
            record.flags(arguments.flags());
            Helpers.getCurrentComm(record.comm());
            Helpers.probeReadUserStr(record.path(), arguments.name());
            records.submit(record);
        }
        started.remove(id);
        return 0;
    }
}
