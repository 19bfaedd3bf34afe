package dev.skep.security.policy.program;

import dev.skep.compiler.helper.UntypedStruct;

/** What a hook passes, by position; what a position is, the kind of hook says. Kernel only. */
public interface HookContext {
    /** The value as 64 bits. */
    long number(int position);

    /**
     * What the value points to.
     *
     * @param struct its name in the kernel's BTF
     */
    UntypedStruct struct(int position, String struct);
}
