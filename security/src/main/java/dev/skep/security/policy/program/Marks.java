package dev.skep.security.policy.program;

import dev.skep.bpf.map.PerCpuArray;
import dev.skep.bpf.memory.Counter;
import dev.skep.compiler.helper.Helpers;
import dev.skep.compiler.helper.Memory;
import dev.skep.compiler.helper.Scratch;
import dev.skep.security.kernel.OpenFile;
import dev.skep.security.kernel.Task;
import dev.skep.security.process.program.NamespaceFields;
import dev.skep.security.process.program.ProcessState;
import java.util.List;

/**
 * What policies ask of processes and of the programs that they run, found out once for each exec and fork, and kept with the process: a hook
 * looks at a bit.
 *
 * @param binaries what they ask of programs
 * @param pids processes by number
 * @param memory room for paths
 * @param unsent programs whose path could not be put together
 */
public record Marks(
        List<BinaryMark> binaries, List<PidMark> pids, Scratch<LargeRecord> memory, PerCpuArray<Counter> unsent) {
    /** How many there may be. */
    public static final int MOST = Long.SIZE;

    /** Copies. */
    public Marks {
        binaries = List.copyOf(binaries);
        pids = List.copyOf(pids);
    }

    /** Nothing. */
    public static Marks none(Shared shared) {
        return new Marks(List.of(), List.of(), shared.memory(), shared.unsent());
    }

    /** Notes what {@code task}, which runs {@code file} now, is. Kernel only. */
    void program(ProcessState state, Task task, OpenFile file) {
        if (binaries.isEmpty()) {
            return;
        }
        long dentry = Memory.address(file.f_path().dentry());
        long mount = Memory.address(file.f_path().mnt());
        boolean room = memory.with(record -> {
            PathBuilder.build(record, dentry, mount, task);
            int start = record.pathStart();
            if (start < 0 || start > LargeRecord.PATH_BYTES) {
                return;
            }
            int length = LargeRecord.PATH_BYTES - start;
            // Where texts are compared, so that what lies behind them can be read, too.
            Helpers.probeReadKernel(
                    Memory.slice(record.data(), 0, Appendix.MOST),
                    length,
                    Memory.address(Memory.slice(record.path(), start, LargeRecord.NAME_BYTES)));
            long bits = 0;
            long followed = state.followed();
            for (BinaryMark mark : binaries) {
                if (mark.test().holds(record.data(), 0, length)) {
                    bits |= 1L << mark.bit();
                    if (mark.followed()) {
                        followed |= 1L << mark.bit();
                    }
                }
            }
            state.binaries(bits);
            state.followed(followed);
        });
        Counter counter = unsent.get(0);
        if (!room && counter != null) {
            counter.add(1);
        }
    }

    /** Notes whether {@code task} is one of the processes by number. Kernel only. */
    void process(ProcessState state, Task task) {
        if (pids.isEmpty()) {
            return;
        }
        int pid = task.tgid();
        int inner = NamespaceFields.namespacePid(task);
        int own = inner == 0 ? pid : inner;
        long followed = state.followed();
        for (PidMark mark : pids) {
            if (mark.pids().contains(mark.inNamespace() ? own : pid)) {
                followed |= 1L << mark.bit();
            }
        }
        state.followed(followed);
    }
}
