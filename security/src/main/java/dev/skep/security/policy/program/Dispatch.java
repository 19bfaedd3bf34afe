package dev.skep.security.policy.program;

import dev.skep.bpf.map.BpfMap;
import dev.skep.bpf.map.ProgramArray;
import dev.skep.bpf.memory.Struct;
import java.util.List;

/**
 * Goes on with the program that holds the rules of the moment. What is attached stays, and the rules behind it are exchanged by one write to
 * the array: each event is seen by the old rules or by the new ones, and never by both. The kernel makes a direct jump of it.
 *
 * @param programs the array, of one program
 */
public record Dispatch(ProgramArray programs) implements HookBody {
    private static final ProgramArray ANY = ProgramArray.of(1);

    @Override
    public List<BpfMap> own() {
        return List.of(programs);
    }

    @Override
    public HookBody form() {
        return new Dispatch(ANY);
    }

    @Override
    public int run(HookContext context, Struct raw) {
        programs.tailCall(raw, 0);
        return 0;
    }
}
