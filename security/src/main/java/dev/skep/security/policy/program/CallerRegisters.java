package dev.skep.security.policy.program;

import dev.skep.compiler.helper.Helpers;
import dev.skep.compiler.helper.UntypedStruct;
import dev.skep.security.kernel.Task;

/** The registers with which the thread that runs has come into the kernel: at a system call, what the process had in them. */
public record CallerRegisters() implements StructReader {
    @Override
    public UntypedStruct read(HookContext context) {
        return Helpers.taskPtRegs(UntypedStruct.class, Helpers.getCurrentTaskBtf(Task.class));
    }

    @Override
    public int cost() {
        return 2 * Cost.HELPER;
    }

    @Override
    public String toString() {
        return "registers of the process";
    }
}
