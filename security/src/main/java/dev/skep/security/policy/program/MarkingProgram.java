package dev.skep.security.policy.program;

import dev.skep.bpf.map.ProgramArray;
import dev.skep.compiler.hook.HookArguments;
import dev.skep.compiler.hook.TpBtf;

/**
 * What is attached at execs, forks and exits for good, before any policy: behind it comes, while policies ask for it, a {@link MarkingRules}. The
 * process sensor's programs run first, and put the process into their table.
 */
public final class MarkingProgram {
    private final ProgramArray execs;
    private final ProgramArray forks;
    private final ProgramArray exits;

    /** Goes on with the program at 0 of each array. */
    public MarkingProgram(ProgramArray execs, ProgramArray forks, ProgramArray exits) {
        this.execs = execs;
        this.forks = forks;
        this.exits = exits;
    }

    @TpBtf("sched_process_exec")
    void exec(HookArguments arguments) {
        execs.tailCall(arguments, 0);
    }

    @TpBtf("sched_process_fork")
    void fork(HookArguments arguments) {
        forks.tailCall(arguments, 0);
    }

    @TpBtf("sched_process_exit")
    void exit(HookArguments arguments) {
        exits.tailCall(arguments, 0);
    }
}
