package dev.skep.bench.program;

import dev.skep.bpf.map.ArrayMap;
import dev.skep.bpf.map.HashMap;
import dev.skep.bpf.map.PerCpuArray;
import dev.skep.bpf.memory.Bytes;
import dev.skep.bpf.memory.Counter;
import dev.skep.compiler.helper.Helpers;
import dev.skep.compiler.helper.Memory;
import dev.skep.compiler.hook.RawTracepoint;
import dev.skep.compiler.hook.Tracepoint;
import java.nio.charset.StandardCharsets;

/** {@code counting.bpf.c}. */
public final class CountingPrograms {
    private static final int PROCESSES = 10_240;
    private static final int NAME_BYTES = 64;

    private final ArrayMap<Slots> sizes = ArrayMap.of(Slots.class, 1);
    private final HashMap<Integer, Counter> calls = HashMap.of(Integer.class, Counter.class, PROCESSES);
    private final PerCpuArray<Counter> all = PerCpuArray.of(Counter.class, 1);
    private final PerCpuArray<Counter> matching = PerCpuArray.of(Counter.class, 1);
    private final byte[] prefix = "/etc/host".getBytes(StandardCharsets.US_ASCII);

    /** How many bytes reads return. */
    @Tracepoint("syscalls/sys_exit_read")
    int histogram(SyscallEnd call) {
        int bytes = (int) call.ret();
        if (bytes < 0) {
            return 0;
        }
        Slots histogram = sizes.get(0);
        if (histogram != null) {
            histogram.addSlots(log2(bytes) & Slots.COUNT - 1, 1);
        }
        return 0;
    }

    private static int log2(int value) {
        int rest = value;
        int result = 0;
        if (rest >>> 16 != 0) {
            rest >>>= 16;
            result += 16;
        }
        if (rest >>> 8 != 0) {
            rest >>>= 8;
            result += 8;
        }
        if (rest >>> 4 != 0) {
            rest >>>= 4;
            result += 4;
        }
        if (rest >>> 2 != 0) {
            rest >>>= 2;
            result += 2;
        }
        return result + (rest >>> 1);
    }

    /** System calls of each process. */
    @RawTracepoint("sys_enter")
    int callsByProcess() {
        int pid = (int) (Helpers.getCurrentPidTgid() >>> 32);
        Counter count = calls.get(pid);
        if (count != null) {
            count.add(1);
        } else {
            Counter first = Memory.onStack(Counter.class);
            first.value(1);
            calls.put(pid, first);
        }
        return 0;
    }

    /** All system calls. */
    @RawTracepoint("sys_enter")
    int perCpuCounter() {
        Counter count = all.get(0);
        if (count != null) {
            count.value(count.value() + 1);
        }
        return 0;
    }

    /** Opens of files whose name begins with a prefix. */
    @Tracepoint("syscalls/sys_enter_openat")
    int namePrefix(OpenatStart call) {
        Bytes name = Memory.onStack(NAME_BYTES);
        Helpers.probeReadUserStr(name, call.filename());
        if (!startsWithPrefix(name)) {
            return 0;
        }
        Counter count = matching.get(0);
        if (count != null) {
            count.value(count.value() + 1);
        }
        return 0;
    }

    private boolean startsWithPrefix(Bytes name) {
        for (int i = 0; i < prefix.length; i++) {
            if (name.u8(i) != prefix[i]) {
                return false;
            }
        }
        return true;
    }
}
