package dev.skep.security.policy.program;

import dev.skep.compiler.hook.HookArguments;
import dev.skep.compiler.hook.Lsm;

/** A hook of the LSM; what the program returns, unless it is 0, denies. */
public final class SecurityProgram {
    @SuppressWarnings("UnusedVariable") // the hook's target names it
    private final String hook;

    private final boolean distrusts = TypedContext.distrusts();
    private final HookBody body;

    /** For the hook {@code hook}. */
    public SecurityProgram(String hook, HookBody body) {
        this.hook = hook;
        this.body = body;
    }

    @Lsm("{hook}")
    int policy(HookArguments arguments) {
        return body.run(new TypedContext(arguments, distrusts), arguments);
    }
}
