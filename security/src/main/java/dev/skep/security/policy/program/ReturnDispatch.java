package dev.skep.security.policy.program;

import dev.skep.bpf.map.ProgramArray;
import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.helper.Helpers;

/**
 * Goes on with the program that belongs to the rules which saw the call begin: they may have been exchanged while it ran.
 *
 * @param programs the programs of the last generations of rules
 * @param hook the number of the hook
 * @param pending the records
 */
public record ReturnDispatch(ProgramArray programs, int hook, Pending pending) implements HookBody {
    /** How many generations of rules may have calls under way. */
    public static final int PLACES = 8;

    @Override
    public int run(HookContext context, Struct raw) {
        long key = Pending.key((int) Helpers.getCurrentPidTgid(), hook);
        int place = pending.place(key);
        if (place >= 0) {
            programs.tailCall(raw, place);
        }
        return 0;
    }
}
