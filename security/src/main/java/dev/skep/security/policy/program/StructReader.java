package dev.skep.security.policy.program;

import dev.skep.compiler.helper.UntypedStruct;

/** Where a struct of the kernel, or of the process, is found. Equal readers find the same. */
public interface StructReader {
    /** Finds it. Kernel only. */
    UntypedStruct read(HookContext context);

    /** About how long that takes: see {@link Cost}. */
    int cost();

    /** What it is, for people. */
    @Override
    String toString();
}
