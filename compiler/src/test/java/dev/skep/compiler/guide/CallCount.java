package dev.skep.compiler.guide;

import dev.skep.bpf.map.HashMap;
import dev.skep.bpf.memory.Bytes;
import dev.skep.bpf.memory.Counter;
import dev.skep.bpf.memory.Length;
import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.helper.Helpers;
import dev.skep.compiler.helper.Memory;
import dev.skep.compiler.hook.Tracepoint;

/** Counts system calls by the name of the process that makes them. */
final class CallCount {
    /** A key of 16 bytes: the name as the kernel keeps it. */
    interface Name extends Struct {
        @Length(16)
        Bytes comm();
    }

    final HashMap<Name, Counter> calls = HashMap.of(Name.class, Counter.class, 10_240);

    @Tracepoint("raw_syscalls/sys_enter")
    int enter() {
        Name name = Memory.onStack(Name.class);
        Helpers.getCurrentComm(name.comm());
        Counter count = calls.get(name);
        if (count != null) {
            count.add(1);
        } else {
            Counter first = Memory.onStack(Counter.class);
            first.value(1);
            calls.putIfAbsent(name, first);
        }
        return 0;
    }
}
