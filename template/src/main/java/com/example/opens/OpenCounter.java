package com.example.opens;

import dev.skep.bpf.map.HashMap;
import dev.skep.bpf.memory.Counter;
import dev.skep.compiler.helper.Helpers;
import dev.skep.compiler.helper.Memory;
import dev.skep.compiler.hook.Tracepoint;

/** Counts the files that each process opens. Its annotated method runs in the kernel; the map is used from both sides. */
public final class OpenCounter {
    private final HashMap<Integer, Counter> opens = HashMap.of(Integer.class, Counter.class, 10_240);

    @Tracepoint("syscalls/sys_enter_openat")
    int open() {
        int pid = (int) (Helpers.getCurrentPidTgid() >>> 32);
        Counter count = opens.get(pid);
        if (count != null) {
            count.add(1);
        } else {
            Counter first = Memory.onStack(Counter.class);
            first.value(1);
            opens.put(pid, first);
        }
        return 0;
    }

    /** Opened files by process id. */
    public HashMap<Integer, Counter> opens() {
        return opens;
    }
}
