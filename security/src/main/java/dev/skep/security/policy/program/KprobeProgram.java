package dev.skep.security.policy.program;

import dev.skep.compiler.helper.FunctionHelpers;
import dev.skep.compiler.hook.HookArguments;
import dev.skep.compiler.hook.Kprobe;

/** The entry of a function, by a breakpoint; where the kernel allows it, rules may let the function return something at once. */
public final class KprobeProgram {
    @SuppressWarnings("UnusedVariable") // the hook's target names it
    private final String hook;

    private final HookBody body;

    /** For the function {@code hook}. */
    public KprobeProgram(String hook, HookBody body) {
        this.hook = hook;
        this.body = body;
    }

    @Kprobe("{hook}")
    int policy(HookArguments arguments) {
        int error = body.run(new ProbeContext(arguments), arguments);
        if (error != 0) {
            FunctionHelpers.overrideReturn(error);
        }
        return 0;
    }
}
