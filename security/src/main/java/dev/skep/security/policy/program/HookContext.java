package dev.skep.security.policy.program;

import dev.skep.compiler.helper.UntypedStruct;

/** What a hook passes, by position; what a position is, the kind of hook says. Kernel only. */
public interface HookContext {
    /** A position of {@link #address}: all that the hook passes. */
    int WHOLE = -1;

    /** The value as 64 bits. */
    long number(int position);

    /**
     * What the value points to.
     *
     * @param struct its name in the kernel's BTF
     */
    UntypedStruct struct(int position, String struct);

    /** Where something lies that the hook passes itself, and not a pointer to it; 0 where hooks of this kind pass no such things. */
    default long address(int position) {
        return 0;
    }

    /** Which of the hooks it is whose programs have the same code, so that one may serve several; only where hooks of this kind tell. */
    default int seat() {
        throw new IllegalStateException("hooks of this kind do not tell which they are");
    }

    /** All of a register at the hook, by its name in {@code struct pt_regs}; 0 where hooks of this kind pass none. */
    default long register(String name) {
        return 0;
    }

    /** Writes it. */
    default void register(String name, long value) {}
}
