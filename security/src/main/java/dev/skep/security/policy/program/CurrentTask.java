package dev.skep.security.policy.program;

import dev.skep.compiler.helper.Helpers;
import dev.skep.compiler.helper.UntypedStruct;
import dev.skep.security.kernel.Task;

/** The thread that runs. */
public record CurrentTask() implements StructReader {
    @Override
    public UntypedStruct read(HookContext context) {
        return Helpers.getCurrentTaskBtf(UntypedStruct.class);
    }

    /** The thread that runs. Kernel only. */
    static Task get() {
        return Helpers.getCurrentTaskBtf(Task.class);
    }

    @Override
    public int cost() {
        return Cost.HELPER;
    }

    @Override
    public String toString() {
        return "current task";
    }
}
