package dev.skep.security.policy.program;

import dev.skep.bpf.btf.Btf;
import dev.skep.bpf.btf.BtfKind;
import dev.skep.compiler.helper.Helpers;
import dev.skep.compiler.helper.Memory;
import dev.skep.compiler.helper.UntypedStruct;
import dev.skep.security.kernel.Task;
import dev.skep.security.process.program.ProcessStates;

/** The thread that runs. */
public record CurrentTask() implements StructReader {
    /** Older kernels have no casts, and trust without asking. */
    private static final boolean CASTS = Btf.vmlinux().find("bpf_rdonly_cast", BtfKind.FUNC) >= 0;

    @Override
    public UntypedStruct read(HookContext context) {
        return Helpers.getCurrentTaskBtf(UntypedStruct.class);
    }

    /**
     * The thread that runs. Kernel only.
     *
     * <p>Of each pointer that is read from a struct which the verifier trusts it asks the kernel's BTF four times, name by name, whether it
     * trusts that too ({@code btf_nested_type_is_trusted} in kernel/bpf/btf.c, since Linux 6.3): milliseconds for a program. Nobody needs
     * that trust here.
     */
    static Task get() {
        Task task = Helpers.getCurrentTaskBtf(Task.class);
        return CASTS ? Memory.cast(Memory.address(task), Task.class) : task;
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
    static void sign(PolicyRecord record, ProcessStates processes) {
        long ids = Helpers.getCurrentPidTgid();
        record.pid((int) (ids >>> Integer.SIZE));
        record.tid((int) ids);
        record.start(processes.start(get()));
    }
}
