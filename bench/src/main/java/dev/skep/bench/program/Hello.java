package dev.skep.bench.program;

import dev.skep.compiler.helper.Helpers;
import dev.skep.compiler.hook.Tracepoint;

/** {@code hello.bpf.c}. */
public final class Hello {
    @Tracepoint("syscalls/sys_enter_execve")
    int hello() {
        Helpers.tracePrintk("Hello from %d\n", Helpers.getCurrentPidTgid() >>> 32);
        return 0;
    }
}
