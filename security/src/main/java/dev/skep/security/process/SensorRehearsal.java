package dev.skep.security.process;

import dev.skep.bpf.KernelException;
import dev.skep.bpf.memory.Flyweight;
import dev.skep.compiler.CompileException;
import dev.skep.compiler.CompiledProgram;
import dev.skep.compiler.Kernel;
import dev.skep.events.Sink;
import dev.skep.security.process.program.ExecRecord;
import dev.skep.security.process.program.PrivilegeProgram;
import dev.skep.security.process.program.ProcessProgram;
import dev.skep.security.process.program.ProcessRecord;
import dev.skep.security.process.program.RunningProgram;
import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * What a sensor does from its start to its first events, without rights and with nothing in the kernel: for those who show the JVM once
 * what a start needs.
 */
public final class SensorRehearsal {
    private static final int PID = 1;

    /** The inode number of the root of the control groups. */
    private static final long ROOT_GROUP = 1;

    private SensorRehearsal() {}

    /** Compiles the programs, and sends an exec and an exit that never were. */
    public static void run(SensorOptions options, Sink<? super LifecycleEvent> sink) {
        ProcessProgram program = new ProcessProgram(options.detail(), options.memory(), options.rate());
        for (Object part :
                List.of(program, new PrivilegeProgram(program.processes()), new RunningProgram(program.processes()))) {
            compile(part);
        }
        WallClock clock = new WallClock();
        ProcessMaker maker = new ProcessMaker(options, clock);
        ProcessTree tree = ProcessTree.of(options, maker);
        ProcessReader reader = new ProcessReader(maker, new ProgramReader(options.detail()), tree, clock, sink);
        ExecRecord record = Flyweight.of(ExecRecord.class).allocate();
        MemorySegment memory = Flyweight.segment(record);
        record.pid(PID);
        record.start(System.nanoTime());
        record.cgroup(ROOT_GROUP);
        for (int kind : new int[] {ProcessRecord.FORK, ProcessRecord.EXEC, ProcessRecord.EXIT}) {
            record.kind(kind);
            reader.record(memory, 0, (int) memory.byteSize());
        }
        sink.flush();
    }

    private static void compile(Object program) {
        try {
            List<CompiledProgram> _ = Kernel.compile(program);
        } catch (KernelException | CompileException notHere) {
            // A kernel without what the program wants: the rest of the rehearsal still counts.
            return;
        }
    }
}
