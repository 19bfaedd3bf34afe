package dev.skep.security.policy.program;

import dev.skep.bpf.map.BpfMap;
import dev.skep.bpf.map.ProgramArray;
import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.helper.Helpers;
import java.util.List;

/**
 * Goes on with the program that belongs to the rules which saw the call begin: they may have been exchanged while it ran.
 *
 * @param programs the programs of the last generations of rules
 * @param hook the number of the hook, {@link Pending#BY_SEAT} if calls are found by what it tells: then the code is the same at all such hooks
 * @param pending the records
 * @param signs what has to hold where the call returns, if the hook sees more than that
 */
public record ReturnDispatch(ProgramArray programs, int hook, Pending pending, List<Sign> signs) implements HookBody {
    /** How many generations of rules may have calls under way. */
    public static final int PLACES = 8;

    private static final ProgramArray ANY = ProgramArray.of(PLACES);

    /**
     * What shows that a call returns.
     *
     * @param reader what is read
     * @param test what it has to be
     */
    public record Sign(NumberReader reader, NumberTest test) {}

    /** Copies. */
    public ReturnDispatch {
        signs = List.copyOf(signs);
    }

    @Override
    public List<BpfMap> own() {
        return List.of(programs);
    }

    @Override
    public HookBody form() {
        return new ReturnDispatch(ANY, hook, pending, signs);
    }

    @Override
    public int run(HookContext context, Struct raw) {
        for (Sign sign : signs) {
            if (!sign.test().holds(sign.reader().read(context))) {
                return 0;
            }
        }
        int place = pending.place(Pending.placeKey(context, (int) Helpers.getCurrentPidTgid(), hook));
        if (place >= 0) {
            programs.tailCall(raw, place);
        }
        return 0;
    }
}
