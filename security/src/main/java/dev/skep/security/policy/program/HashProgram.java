package dev.skep.security.policy.program;

import dev.skep.compiler.hook.HookArguments;
import dev.skep.compiler.hook.Lsm;

/** A program at a hook of the LSM that may sleep, and so ask IMA for hashes; it decides nothing. */
public final class HashProgram {
    @SuppressWarnings("UnusedVariable") // the hook's target names it
    private final String hook;

    private final HookBody body;

    /** For the hook {@code hook}. */
    public HashProgram(String hook, HookBody body) {
        this.hook = hook;
        this.body = body;
    }

    /** The verifier has to know that a file is one, so its pointers are taken as they come. */
    @Lsm(value = "{hook}", sleepable = true)
    int policy(HookArguments arguments) {
        return body.run(new TypedContext(arguments, false), arguments);
    }
}
