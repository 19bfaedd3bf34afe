package dev.skep.security.policy.program;

import dev.skep.compiler.hook.Iterator;
import dev.skep.compiler.hook.IteratorMeta;
import dev.skep.security.kernel.Task;
import dev.skep.security.process.program.ProcessState;
import dev.skep.security.process.program.ProcessStates;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes over what the programs of an agent before know of processes, while they still run: a process whose ancestor has ended, or whose
 * file was renamed, does not show what it is any more.
 */
public final class InheritingProgram {
    private final ProcessStates before;
    private final ProcessStates processes;
    private final List<CarriedMark> marks;

    /** How often {@link #inherit} changed something that children inherit. */
    @SuppressWarnings("UnusedVariable") // read by the view of fields
    private int changed;

    /** Takes {@code marks} over from one table into another. */
    public InheritingProgram(ProcessStates before, ProcessStates processes, List<CarriedMark> marks) {
        this.before = before;
        this.processes = processes;
        this.marks = List.copyOf(marks);
    }

    /** For what runs: the kernel calls it for each thread, and again until nothing changes any more. */
    @Iterator("task")
    void inherit(IteratorMeta meta, @Nullable Task task) {
        if (task == null || task.tgid() != task.pid()) {
            return;
        }
        ProcessState old = before.get(task.tgid());
        ProcessState state = processes.get(task.tgid());
        if (old == null || state == null) {
            return;
        }
        long followed = state.followed();
        long binaries = state.binaries();
        long parents = state.parentBinaries();
        for (CarriedMark mark : marks) {
            long others = ~(1L << mark.to());
            followed |= ((old.followed() >>> mark.from()) & 1) << mark.to();
            binaries = (binaries & others) | (((old.binaries() >>> mark.from()) & 1) << mark.to());
            parents = (parents & others) | (((old.parentBinaries() >>> mark.from()) & 1) << mark.to());
        }
        state.binaries(binaries);
        state.parentBinaries(parents);
        if (followed != state.followed()) {
            state.followed(followed);
            changed++;
        }
    }
}
