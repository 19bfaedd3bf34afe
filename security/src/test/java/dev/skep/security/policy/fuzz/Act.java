package dev.skep.security.policy.fuzz;

import dev.skep.security.policy.event.ArgumentValue;
import dev.skep.security.policy.model.Argument;
import dev.skep.security.policy.model.ArgumentMatch;
import dev.skep.security.policy.model.Hook;

/** Something that a process has done, and what a hook reads of it. */
sealed interface Act permits Deed, Connection {
    /** Its number among all. */
    int sequence();

    /** Who did it. */
    Facts facts();

    /** Whether a hook sees it. */
    boolean isSeenBy(Hook hook);

    /** Whether a condition of a hook's selector holds. */
    boolean meets(Hook hook, ArgumentMatch match);

    /** An argument as an event has it. */
    ArgumentValue shown(Hook hook, Argument argument);

    /** What it returned, in a register. */
    long returned();
}
