package dev.skep.cli.list;

import dev.skep.bpf.inspect.Holder;
import dev.skep.bpf.inspect.KernelNames;
import dev.skep.bpf.inspect.ObjectKind;
import dev.skep.bpf.program.ProgramInfo;
import java.util.List;

/**
 * A program.
 *
 * @param info what the kernel knows of it
 * @param runs how often it ran
 * @param runNanos how long
 * @param attached where, link by link
 * @param memoryBytes what it takes
 * @param holders who holds it open
 * @param pins where it is pinned
 */
record ListedProgram(
        ProgramInfo info,
        long runs,
        long runNanos,
        List<String> attached,
        long memoryBytes,
        List<Holder> holders,
        List<String> pins)
        implements Listed {
    @Override
    public ObjectKind kind() {
        return ObjectKind.PROGRAM;
    }

    @Override
    public int id() {
        return info.id();
    }

    @Override
    public String type() {
        return KernelNames.programType(info.type());
    }

    @Override
    public String name() {
        return info.name();
    }

    /** The same program with what it did since {@code earlier}. */
    ListedProgram since(ProgramInfo earlier) {
        return new ListedProgram(
                info,
                info.runCount() - earlier.runCount(),
                info.runTime().minus(earlier.runTime()).toNanos(),
                attached,
                memoryBytes,
                holders,
                pins);
    }
}
