package dev.skep.security.policy.program;

import dev.skep.compiler.hook.Fexit;
import dev.skep.compiler.hook.HookArguments;

/** The exit of a function, by a trampoline. */
public final class FunctionExitProgram {
    @SuppressWarnings("UnusedVariable") // the hook's target names it
    private final String hook;

    private final HookBody body;

    /** For the function {@code hook}. */
    public FunctionExitProgram(String hook, HookBody body) {
        this.hook = hook;
        this.body = body;
    }

    @Fexit("{hook}")
    int policy(HookArguments arguments) {
        return body.run(new TypedContext(arguments, false), arguments);
    }
}
