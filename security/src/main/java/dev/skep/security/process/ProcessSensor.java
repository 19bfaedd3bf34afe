package dev.skep.security.process;

import dev.skep.bpf.btf.Btf;
import dev.skep.bpf.btf.BtfKind;
import dev.skep.bpf.feature.KernelFeature;
import dev.skep.bpf.feature.KernelFeatures;
import dev.skep.bpf.feature.Support;
import dev.skep.compiler.Kernel;
import dev.skep.compiler.Loaded;
import dev.skep.compiler.LoadedProgram;
import dev.skep.events.Loss;
import dev.skep.events.LossSource;
import dev.skep.events.RingPump;
import dev.skep.events.Sink;
import dev.skep.events.Stage;
import dev.skep.security.process.program.PrivilegeLsmProgram;
import dev.skep.security.process.program.PrivilegeProgram;
import dev.skep.security.process.program.ProcessProgram;
import dev.skep.security.process.program.RunningProgram;
import java.time.Instant;
import java.util.ArrayList;
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

    private final List<Loaded<?>> loaded = new ArrayList<>();
    private final ProcessProgram program;
    private final ProcessMaker maker;
    private final ProcessTree tree;
    private final CgroupThrottle throttle;
    private final ProcessReader reader;
    private final WallClock clock = new WallClock();
    private final RingPump pump;
    private long sweptLost;
    private long sweptNanos;

    private ProcessSensor(SensorOptions options, Sink<? super LifecycleEvent> sink) {
        program = new ProcessProgram(options.detail(), options.memory(), options.rate());
        throttle = new CgroupThrottle(program.rate(), options.rate(), clock);
        maker = new ProcessMaker(options, clock);
        tree = ProcessTree.of(options, maker);
        reader = new ProcessReader(maker, new ProgramReader(options.detail()), tree, clock, sink);
        reader.throttle(throttle);
        boolean started = false;
        try {
            loaded.add(Kernel.load(program));
            tree.began(System.nanoTime());
            privileges().map(Kernel::load).ifPresent(loaded::add);
            new RunningScan(options, maker, tree).run(new RunningProgram(program.processes()), sink);
            pump = new RingPump("skep-processes", program.events().reader(), reader, this::afterBatch);
            started = true;
        } finally {
            if (!started) {
                unload();
            }
        }
    }

    /**
     * Loads the programs, attaches them, and sends what runs already.
     *
     * @param sink called by this thread first, by one of the sensor's own from then on
     */
    public static ProcessSensor start(SensorOptions options, Sink<? super LifecycleEvent> sink) {
        return new ProcessSensor(options, sink);
    }

    private Optional<Object> privileges() {
        if (Btf.vmlinux().find("btf_trace_sched_prepare_exec", BtfKind.TYPEDEF) >= 0) {
            return Optional.of(new PrivilegeProgram(program.processes()));
        }
        return KernelFeatures.of(KernelFeature.LSM) instanceof Support.Supported
                ? Optional.of(new PrivilegeLsmProgram(program.processes()))
                : Optional.empty();
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

    /** The time of day at a moment of {@code CLOCK_MONOTONIC}; for the sensor's thread. */
    public Instant time(long nanos) {
        return clock.at(nanos);
    }

    /** Its programs in the kernel. */
    public List<LoadedProgram> programs() {
        return loaded.stream().flatMap(one -> one.programs().stream()).toList();
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

    private void unload() {
        for (Loaded<?> one : loaded.reversed()) {
            one.close();
        }
    }

    /** Sends what is pending, and detaches everything. */
    @Override
    public void close() {
        pump.close();
        unload();
    }
}
