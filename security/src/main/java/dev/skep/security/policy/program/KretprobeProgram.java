package dev.skep.security.policy.program;

import dev.skep.compiler.hook.HookArguments;
import dev.skep.compiler.hook.Kretprobe;

/** The exit of a function, by a changed return address. */
public final class KretprobeProgram {
    @SuppressWarnings("UnusedVariable") // the hook's target names it
    private final String hook;

    private final HookBody body;

    /** For the function {@code hook}. */
    public KretprobeProgram(String hook, HookBody body) {
        this.hook = hook;
        this.body = body;
    }

    @Kretprobe("{hook}")
    int policy(HookArguments arguments) {
        return body.run(new ProbeContext(arguments), arguments);
    }
}
