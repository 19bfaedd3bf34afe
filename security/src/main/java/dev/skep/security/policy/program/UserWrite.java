package dev.skep.security.policy.program;

/** What rules write into the process at a probe of it. */
public sealed interface UserWrite permits ArgumentWrite, RegisterWrite {
    /** Writes it; 0, or a negative errno, and then nothing of it was written. Kernel only. */
    int write(HookContext context);

    /** Whether no other may follow, since the process is elsewhere then. */
    boolean isLast();
}
