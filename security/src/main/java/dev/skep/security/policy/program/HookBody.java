package dev.skep.security.policy.program;

import dev.skep.bpf.memory.Struct;

/** What a program does at its hook. */
public interface HookBody {
    /**
     * Does it. Kernel only.
     *
     * @param context what the hook passes
     * @param raw the program's own context
     * @return the program's result
     */
    int run(HookContext context, Struct raw);
}
