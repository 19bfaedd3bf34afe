package dev.skep.security.process;

import dev.skep.bpf.map.RingBufferReader;
import dev.skep.bpf.perf.MappedFiles;
import dev.skep.compiler.LoadedProgram;
import dev.skep.events.Loss;
import dev.skep.events.LossSource;
import dev.skep.events.RingPump;
import dev.skep.events.Sink;
import dev.skep.events.Stage;
import dev.skep.security.process.program.ProcessProgram;
import dev.skep.security.process.program.ProcessRecord;
import dev.skep.security.process.program.RunningProgram;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells of every exec and every exit on this host, from its start to its {@link #close}, which takes its programs out of the kernel.
 *
 * <p>No process is missed between those that run already and those that start: the programs are attached first, the list of processes is
 * read then, and the kernel's table of processes decides who tells of one.
 *
 * <p>Needs typed tracepoints (Linux 5.5) and iterators of tasks (5.8). Which execs give more rights it sees since Linux 6.10, before that
 * only where the kernel has BPF LSM.
 */
public final class ProcessSensor implements ProcessTable, LossSource, AutoCloseable {
    private static final String RING = "process events";
    private static final long SWEEP_NANOS = 1_000_000_000;

    private final SensorPrograms programs;
    private final ProcessProgram program;
    private final ProcessMaker maker;
    private final ProcessTree tree;
    private final CgroupThrottle throttle;
    private final ProcessReader reader;
    private final WallClock clock = new WallClock();
    private final RingBufferReader<ProcessRecord> events;
    private final RingPump pump;
    private long sweptLost;
    private long sweptNanos;

    private ProcessSensor(SensorPrograms programs, SensorOptions options, Sink<? super LifecycleEvent> sink) {
        this.programs = programs;
        program = programs.program();
        throttle = new CgroupThrottle(program.rate(), options.rate(), clock);
        maker = new ProcessMaker(options, clock);
        tree = ProcessTree.of(options, maker);
        tree.began(programs.sinceNanos());
        reader = new ProcessReader(maker, new ProgramReader(options.detail()), tree, clock, sink);
        reader.throttle(throttle);
        boolean started = false;
        try {
            new RunningScan(options, maker, tree).run(new RunningProgram(program.processes()), sink);
            events = program.events().reader();
            pump = new RingPump("skep-processes", events, reader, this::afterBatch);
            started = true;
        } finally {
            if (!started) {
                programs.close();
            }
        }
    }

    /**
     * Loads the programs, attaches them, and sends what runs already.
     *
     * @param sink called by this thread first, by one of the sensor's own from then on
     */
    public static ProcessSensor start(SensorOptions options, Sink<? super LifecycleEvent> sink) {
        return start(SensorPrograms.load(options), options, sink);
    }

    /** The same with programs that were loaded for these options; they are closed with the sensor. */
    public static ProcessSensor start(
            SensorPrograms programs, SensorOptions options, Sink<? super LifecycleEvent> sink) {
        return new ProcessSensor(programs, options, sink);
    }

    private void afterBatch() {
        reader.flush();
        clock.refresh();
        long now = System.nanoTime();
        tree.evict(now);
        throttle.look(now);
        if (now - sweptNanos >= SWEEP_NANOS) {
            sweptNanos = now;
            long lost = program.events().lost() + program.rate().untold();
            if (lost != sweptLost) {
                sweptLost = lost;
                tree.sweep(ProcFiles::alive, now);
            }
        }
    }

    /** What its programs in the kernel share with those of other features of this module. */
    @SuppressWarnings("exports") // as it says
    public ProcessProgram program() {
        return program;
    }

    /** Lets the sensor's thread look, and whatever it does after that, when there are many of these files, too. */
    public void wakeFor(MappedFiles files) {
        files.wake(events);
    }

    /** Tells {@code sink} of control groups that are not told of, by the sensor's thread; null: nobody. */
    public void tellThrottles(@Nullable Sink<? super ProcessThrottle> sink) {
        throttle.tell(sink);
    }

    /** Hands records of other kinds to {@code extension} from now on; null for nobody. */
    public void extend(@Nullable RecordExtension extension) {
        reader.extension(extension);
    }

    /** A process, as far as the host shows it if nobody told of it. */
    public Process known(int pid, long startNanos) {
        return tree.find(new ExecId(startNanos, pid, "")).orElseGet(() -> maker.unknown(pid, startNanos));
    }

    /** The process that had this id at a moment of {@code CLOCK_MONOTONIC}, as far as the host shows it if nobody told of it. */
    public Process at(int pid, long nanos) {
        return tree.at(pid, nanos).orElseGet(() -> maker.unknown(pid, nanos));
    }

    /** The time of day at a moment of {@code CLOCK_MONOTONIC}; for the sensor's thread. */
    public Instant time(long nanos) {
        return clock.at(nanos);
    }

    /** Its programs in the kernel. */
    public List<LoadedProgram> programs() {
        return programs.all();
    }

    @Override
    public Optional<Process> running(int pid) {
        return tree.running(pid);
    }

    @Override
    public Optional<Process> find(ExecId id) {
        return tree.find(id);
    }

    @Override
    public List<Process> running() {
        return tree.running();
    }

    /** Processes that are kept: those that run, and those that ended not long ago. */
    public int kept() {
        return tree.size();
    }

    @Override
    public List<Loss> losses() {
        return List.of(
                new Loss(Stage.RING, RING, program.events().lost()),
                new Loss(
                        Stage.RATE,
                        "forks, execs and exits of control groups",
                        program.rate().untold()),
                new Loss(Stage.RING, "memory for execs", program.unsent()),
                new Loss(Stage.TABLE, "processes", program.processes().lost()),
                new Loss(Stage.RECORD, RING, reader.damaged()),
                new Loss(Stage.SINK, RING, pump.failures()));
    }

    /** Sends what is pending, and detaches everything. */
    @Override
    public void close() {
        pump.close();
        programs.close();
    }
}
