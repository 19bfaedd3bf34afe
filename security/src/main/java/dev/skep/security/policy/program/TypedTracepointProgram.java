package dev.skep.security.policy.program;

import dev.skep.compiler.hook.HookArguments;
import dev.skep.compiler.hook.TpBtf;

/** A typed tracepoint. */
public final class TypedTracepointProgram {
    @SuppressWarnings("UnusedVariable") // the hook's target names it
    private final String hook;

    private final boolean distrusts = TypedContext.distrusts();
    private final HookBody body;

    /** For the tracepoint {@code hook}. */
    public TypedTracepointProgram(String hook, HookBody body) {
        this.hook = hook;
        this.body = body;
    }

    @TpBtf("{hook}")
    int policy(HookArguments arguments) {
        return body.run(new TypedContext(arguments, distrusts), arguments);
    }
}
