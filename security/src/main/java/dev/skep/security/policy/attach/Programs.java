package dev.skep.security.policy.attach;

import dev.skep.bpf.tracefs.TraceFs;
import dev.skep.security.policy.hook.KernelHook;
import dev.skep.security.policy.program.HookBody;
import dev.skep.security.policy.program.TracepointProgram;
import dev.skep.security.policy.program.TypedTracepointProgram;

/** The program object for each kind of hook. */
final class Programs {
    private Programs() {}

    static Object of(KernelHook hook, HookBody body) {
        return switch (hook) {
            case KernelHook.Tracepoint h ->
                new TracepointProgram(
                        h.name(), TraceFs.instance().format(h.name()).fields(), body);
            case KernelHook.TypedTracepoint h -> new TypedTracepointProgram(h.name(), body);
            default -> throw new IllegalArgumentException("no program for " + hook);
        };
    }
}
