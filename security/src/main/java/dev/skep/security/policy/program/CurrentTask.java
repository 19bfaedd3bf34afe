package dev.skep.security.policy.program;

import dev.skep.compiler.NoInline;
import dev.skep.compiler.helper.Helpers;
import dev.skep.compiler.helper.Memory;
import dev.skep.compiler.helper.UntypedStruct;
import dev.skep.security.kernel.Task;
import dev.skep.security.process.program.ProcessStates;

/** The thread that runs. */
public record CurrentTask() implements StructReader {
    @Override
    public UntypedStruct read(HookContext context) {
        return Memory.view(get(), UntypedStruct.class);
    }

    /** The thread that runs. Kernel only. */
    static Task get() {
        return Memory.untrusted(Helpers.getCurrentTaskBtf(Task.class));
    }

    @Override
    public int cost() {
        return Cost.HELPER;
    }

    @Override
    public String toString() {
        return "current task";
    }

    /** Writes into a record that it tells of the thread that runs. Kernel only. */
    @NoInline
    static void sign(PolicyRecord record, ProcessStates processes) {
        long ids = Helpers.getCurrentPidTgid();
        record.pid((int) (ids >>> Integer.SIZE));
        record.tid((int) ids);
        record.start(processes.start(get()));
    }
}
