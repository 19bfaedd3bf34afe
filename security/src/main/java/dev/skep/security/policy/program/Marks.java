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
import java.util.Optional;

/**
 * What policies ask of processes and of the programs that they run, found out once for each exec and fork, and kept with the process: a hook
 * looks at a bit.
 *
 * @param listed programs of which they ask whether it is one of many; the rule of each bit is the bit
 * @param parts beginnings and ends of which they ask whether one of many is the program's, likewise
 * @param binaries what else they ask of programs
 * @param followed bits that count for what descends from such programs, too
 * @param pids processes by number
 * @param memory room for paths
 * @param unsent programs whose path could not be put together
 */
public record Marks(
        Optional<TextIndex> listed,
        List<PartIndex> parts,
        List<BinaryMark> binaries,
        long followed,
        List<PidMark> pids,
        Scratch<LargeRecord> memory,
        PerCpuArray<Counter> unsent) {
    /** How many there may be. */
    public static final int MOST = Long.SIZE;

    /** Copies. */
    public Marks {
        parts = List.copyOf(parts);
        binaries = List.copyOf(binaries);
        pids = List.copyOf(pids);
    }

    /** Nothing. */
    public static Marks none(Shared shared) {
        return new Marks(Optional.empty(), List.of(), List.of(), 0, List.of(), shared.memory(), shared.unsent());
    }

    /** Notes what {@code task}, which runs {@code file} now, is. Kernel only. */
    void program(ProcessState state, Task task, OpenFile file) {
        if (binaries.isEmpty() && parts.isEmpty() && listed.isEmpty()) {
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
            long bits = listed.isPresent() ? listed.get().right(record.data(), 0, length) : 0;
            for (PartIndex part : parts) {
                bits |= part.right(record.data(), 0, length);
            }
            for (BinaryMark mark : binaries) {
                if (mark.test().isSo(record.data(), 0, length)) {
                    bits |= 1L << mark.bit();
                }
            }
            state.binaries(bits);
            state.followed(state.followed() | (bits & followed));
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
        long all = state.followed();
        for (PidMark mark : pids) {
            if (mark.pids().contains(mark.inNamespace() ? own : pid)) {
                all |= 1L << mark.bit();
            }
        }
        state.followed(all);
    }
}
