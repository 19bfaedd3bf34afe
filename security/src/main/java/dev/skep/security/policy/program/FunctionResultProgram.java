package dev.skep.security.policy.program;

import dev.skep.compiler.hook.FmodRet;
import dev.skep.compiler.hook.HookArguments;

/** The result of a function, which is replaced by what the program returns, unless that is 0. */
public final class FunctionResultProgram {
    @SuppressWarnings("UnusedVariable") // the hook's target names it
    private final String hook;

    private final HookBody body;

    /** For the function {@code hook}. */
    public FunctionResultProgram(String hook, HookBody body) {
        this.hook = hook;
        this.body = body;
    }

    @FmodRet("{hook}")
    int policy(HookArguments arguments) {
        return body.run(new TypedContext(arguments, false), arguments);
    }
}
