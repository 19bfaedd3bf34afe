package dev.skep.security.policy.program;

import dev.skep.bpf.map.BpfMap;
import dev.skep.bpf.memory.Struct;
import java.util.List;

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

    /** Maps that no other body has. */
    List<BpfMap> own();

    /** The same without those maps: the code of bodies whose forms are equal is the same but for them, and those of one have the order of those of another. */
    HookBody form();
}
