package dev.skep.bench.program;

import dev.skep.bpf.map.PerCpuArray;
import dev.skep.bpf.map.RingBuffer;
import dev.skep.bpf.memory.Counter;
import dev.skep.compiler.helper.Helpers;
import dev.skep.compiler.hook.TpBtf;

/** {@code exec.bpf.c}. */
public final class ExecPrograms {
    private static final int RING_BYTES = 1 << 18;
    private static final int INIT = 1;

    private final RingBuffer<ExecRecord> records =
            RingBuffer.of(ExecRecord.class, RING_BYTES).wakeupBytes(0);
    private final PerCpuArray<Counter> orphans = PerCpuArray.of(Counter.class, 1);

    @TpBtf("sched_process_exec")
    int exec(Task task, int previous, StartedFile file) {
        ExecRecord record = records.reserve();
        if (record != null) {
            record.timestamp(Helpers.ktimeGetNs());
            record.pid(task.tgid());
            record.parent(task.real_parent().tgid());
            record.uid((int) Helpers.getCurrentUidGid());
            record.previous(previous);
            Helpers.getCurrentComm(record.comm());
            Helpers.probeReadKernelStr(record.path(), file.filename());
            records.submit(record);
        }
        return 0;
    }

    /** Counts execs whose parent, or whose parent's parent, is the first process. */
    @TpBtf("sched_process_exec")
    int nearInit(Task task, int previous, StartedFile file) {
        Task parent = task.real_parent();
        if (parent.tgid() == INIT || parent.real_parent().tgid() == INIT) {
            Counter count = orphans.get(0);
            if (count != null) {
                count.value(count.value() + 1);
            }
        }
        return 0;
    }
}
