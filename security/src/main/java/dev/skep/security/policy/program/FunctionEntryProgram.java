package dev.skep.security.policy.program;

import dev.skep.compiler.hook.Fentry;
import dev.skep.compiler.hook.HookArguments;

/** The entry of a function, by a trampoline. */
public final class FunctionEntryProgram {
    @SuppressWarnings("UnusedVariable") // the hook's target names it
    private final String hook;

    private final HookBody body;

    /** For the function {@code hook}. */
    public FunctionEntryProgram(String hook, HookBody body) {
        this.hook = hook;
        this.body = body;
    }

    @Fentry("{hook}")
    int policy(HookArguments arguments) {
        return body.run(new TypedContext(arguments, false), arguments);
    }
}
