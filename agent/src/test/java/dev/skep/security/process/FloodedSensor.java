package dev.skep.security.process;

import dev.skep.bpf.map.RingBufferReader;
import dev.skep.bpf.memory.Flyweight;
import dev.skep.bpf.program.Program;
import dev.skep.bpf.program.TestRun;
import dev.skep.compiler.Kernel;
import dev.skep.compiler.Loaded;
import dev.skep.events.RingPump;
import dev.skep.events.Sink;
import dev.skep.security.process.program.ExecRecord;
import dev.skep.security.process.program.ProcessRecord;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;

/** A sensor whose ring gets records as fast as somebody asks for, and not from the processes of this host. */
public final class FloodedSensor implements AutoCloseable {
    private static final int FIRST_PID = 1000;
    private static final int MOST_PIDS = 1 << 20;

    private final Loaded<FloodProgram> loaded;
    private final Program program;
    private final RingBufferReader<ProcessRecord> records;
    private final ProcessReader reader;
    private final RingPump pump;
    private final FloodProgram.Batch batch =
            Flyweight.of(FloodProgram.Batch.class).allocate();
    private int pid = FIRST_PID;

    /** Loads the program, and starts the sensor's thread. */
    public FloodedSensor(SensorOptions options, long[] cgroups, Sink<? super LifecycleEvent> sink) {
        FloodProgram flood = new FloodProgram(options.ringBytes());
        WallClock clock = new WallClock();
        ProcessMaker maker = new ProcessMaker(options, clock);
        EndedProcesses ended =
                new EndedProcesses(options.ended(), options.retention().toNanos());
        ProcessTree tree = new ProcessTree(options.ancestors(), ended, maker::unknown);
        reader = new ProcessReader(maker, new ProgramReader(options), tree, clock, sink);
        loaded = Kernel.loadDetached(flood);
        program = loaded.program("send").program();
        for (int i = 0; i < FloodProgram.TEMPLATES; i++) {
            flood.templates().set(i, template(i, cgroups[i % cgroups.length]));
        }
        records = flood.events().reader();
        pump = new RingPump("skep-processes", records, reader, () -> {
            sink.flush();
            clock.refresh();
            tree.evict(System.nanoTime());
        });
    }

    private static ExecRecord template(int number, long cgroup) {
        ExecRecord record = Flyweight.of(ExecRecord.class).allocate();
        String name = number % 2 == 0 ? "/usr/bin/curl" : "/usr/local/bin/backup-" + number;
        byte[] directory = "web\0www\0var\0".getBytes(StandardCharsets.UTF_8);
        byte[] arguments = (name + "\0-s\0--output\0/tmp/result." + number + "\0https://example.org/a/b?c=" + number
                        + "\0")
                .getBytes(StandardCharsets.UTF_8);
        record.parentPid(1);
        record.parentStart(1);
        record.cgroup(cgroup);
        record.code(ProcessFlags.of(ProcessFlag.EXECVE, ProcessFlag.CLONE).bits());
        record.auid(-1);
        record.argumentsTotal(arguments.length);
        record.nameLength(name.length());
        record.directoryLength(directory.length);
        record.argumentsLength(arguments.length);
        MemorySegment text = Flyweight.segment(record.text());
        long at = 0;
        for (byte[] part : new byte[][] {name.getBytes(StandardCharsets.UTF_8), directory, arguments}) {
            MemorySegment.copy(part, 0, text, ValueLayout.JAVA_BYTE, at, part.length);
            at += part.length;
        }
        return record;
    }

    /** Sends so many processes, each with an exec and an exit; what the ring has no room for is lost. One thread. */
    public void send(int processes) {
        batch.first(pid);
        batch.count(processes);
        batch.start(System.nanoTime());
        pid = pid + processes > MOST_PIDS ? FIRST_PID : pid + processes;
        int result = program.testRun(TestRun.ofContext(Flyweight.segment(batch).toArray(ValueLayout.JAVA_BYTE)))
                .returnValue();
        if (result != 0) {
            throw new IllegalStateException("the program that sends records answered " + result);
        }
    }

    /** Bytes in the ring that were not read yet. */
    public long pendingBytes() {
        return records.pendingBytes();
    }

    /** Records that the ring had no room for, or that were damaged. */
    public long lost() {
        return loaded.program().events().lost() + reader.damaged() + pump.failures();
    }

    /** Hands out what is pending, and takes the program out of the kernel. */
    @Override
    public void close() {
        pump.close();
        loaded.close();
    }
}
