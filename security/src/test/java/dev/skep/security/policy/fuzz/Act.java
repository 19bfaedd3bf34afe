package dev.skep.security.policy.fuzz;

import dev.skep.security.policy.event.ArgumentValue;
import dev.skep.security.policy.model.Argument;
import dev.skep.security.policy.model.ArgumentMatch;
import dev.skep.security.policy.model.Hook;
import java.util.List;

/** Something that a process has done, or is to do, and what a hook reads of it. */
sealed interface Act permits Deed, Connection, FunctionAct, Repetition {
    /** Its number among all; of what is still to be done any. */
    int sequence();

    /** Who did it. */
    Facts facts();

    /** What came of it. */
    Outcome outcome();

    /** What the process has set the slack of its timers to meanwhile; 0 if to nothing. */
    long slack();

    /** As {@code actor.py} takes it. */
    String line();

    /** This, to be done as another by somebody. */
    Act again(int number, Facts who);

    /** This, done. */
    Act done(Outcome what, Facts who);

    /** What is simpler, for reports. */
    List<Act> smaller();

    /** What a hook sees of it, one after the other: mostly it as a whole. */
    default List<Act> moments() {
        return List.of(this);
    }

    /** Whether a hook sees it. */
    boolean isSeenBy(Hook hook);

    /** Whether a condition of a hook's selector holds. */
    boolean meets(Hook hook, ArgumentMatch match);

    /** An argument as an event has it. */
    ArgumentValue shown(Hook hook, Argument argument);
}
