package dev.skep.security.process;

import dev.skep.bpf.MalformedInputException;
import dev.skep.bpf.map.RawSink;
import dev.skep.bpf.memory.Flyweight;
import dev.skep.events.Sink;
import dev.skep.security.process.program.ExecRecord;
import dev.skep.security.process.program.ProcessRecord;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Reads records, keeps the tree, and sends events on. Used by one thread. */
final class ProcessReader implements RawSink {
    private static final Flyweight<ProcessRecord> HEADERS = Flyweight.of(ProcessRecord.class);
    private static final Flyweight<ExecRecord> EXECS = Flyweight.of(ExecRecord.class);
    private static final int HEADER = HEADERS.layout().size();

    /** Threads of the kernel whose names are looked for again; the newest, if some never get one. */
    private static final int MOST_UNNAMED = 16;

    /** Bytes of a long command line that stay with a process after its exec was sent. */
    private static final int KEPT_BYTES = 16 << 10;

    private final ProcessMaker maker;
    private final ProgramReader programs;
    private final ProcessTree tree;
    private final WallClock clock;
    private final Sink<? super LifecycleEvent> sink;
    private final ProcessRecord header = HEADERS.allocate();
    private final ExecRecord exec = EXECS.allocate();
    private final Deque<ThreadName> unnamed = new ArrayDeque<>();
    private final AtomicLong damaged = new AtomicLong();
    private volatile @Nullable RecordExtension extension;
    private @Nullable CgroupThrottle throttle;

    ProcessReader(
            ProcessMaker maker,
            ProgramReader programs,
            ProcessTree tree,
            WallClock clock,
            Sink<? super LifecycleEvent> sink) {
        this.maker = maker;
        this.programs = programs;
        this.tree = tree;
        this.clock = clock;
        this.sink = sink;
    }

    @Override
    public void record(MemorySegment memory, long offset, int length) {
        if (length < HEADER) {
            damaged.incrementAndGet();
            return;
        }
        HEADERS.move(header, memory, offset);
        switch (header.kind()) {
            case ProcessRecord.FORK -> fork();
            case ProcessRecord.EXIT -> exit();
            case ProcessRecord.EXEC, ProcessRecord.ARGUMENTS, ProcessRecord.ENVIRONMENT -> text(memory, offset, length);
            case ProcessRecord.THROTTLE -> throttle();
            case ProcessRecord.EXTENSION -> extension(memory, offset, length);
            default -> damaged.incrementAndGet();
        }
    }

    private void throttle() {
        if (throttle != null) {
            throttle.begins(header.cgroup(), header.time());
        }
    }

    /** Who keeps account of control groups that are not told of; before the first record. */
    void throttle(CgroupThrottle account) {
        throttle = account;
    }

    private void extension(MemorySegment memory, long offset, int length) {
        RecordExtension reader = extension;
        if (reader != null) {
            reader.record(memory, offset, length);
        }
    }

    /** Who gets records of other kinds from now on; null for nobody. */
    void extension(@Nullable RecordExtension reader) {
        extension = reader;
    }

    void flush() {
        if (!unnamed.isEmpty()) {
            unnamed.removeIf(ThreadName::look);
        }
        sink.flush();
        RecordExtension reader = extension;
        if (reader != null) {
            reader.flush();
        }
    }

    private void text(MemorySegment memory, long offset, int length) {
        EXECS.move(exec, memory, offset);
        try {
            if (header.kind() == ProcessRecord.EXEC) {
                exec(memory, offset, length);
            } else {
                programs.part(exec, memory, offset, length);
            }
        } catch (MalformedInputException nonsense) {
            damaged.incrementAndGet();
        }
    }

    /** Of values, since the record is gone when somebody asks for the process. */
    private void fork() {
        int pid = header.pid();
        int flags = header.code();
        // A thread of the kernel runs what its name says; when somebody asks it may be gone.
        Optional<ThreadName> own =
                (flags & ProcessFlag.NO_DIRECTORY.bit()) == 0 ? Optional.empty() : Optional.of(new ThreadName(pid));
        own.ifPresent(this::name);
        Fork fork = new Fork(maker, pid, header.start(), header.namespacePid(), own, flags, header.cgroup());
        tree.fork(fork, header.parentPid(), header.parentStart(), System.nanoTime());
    }

    private void name(ThreadName thread) {
        if (!thread.look()) {
            unnamed.add(thread);
            if (unnamed.size() > MOST_UNNAMED) {
                unnamed.removeFirst();
            }
        }
    }

    private void exec(MemorySegment memory, long offset, int length) {
        Program program = programs.read(exec, memory, offset, length);
        int flags = programs.flags();
        int parentPid = exec.parentPid();
        long parentStart = exec.parentStart();
        Process process = maker.told(exec, memory, offset, program, flags, tree.parent(parentPid, parentStart));
        ProcessExec event = tree.exec(process, parentPid, parentStart, System.nanoTime());
        sink.event(event);
        shorten(event.process());
    }

    /** A command line of megabytes is sent whole once, and not kept for every process and its children. */
    private void shorten(Process process) {
        Program program = process.program();
        if (program.arguments().length() + program.environment().length() <= 2 * KEPT_BYTES) {
            return;
        }
        Program kept = new Program(
                program.binary(),
                program.arguments().first(KEPT_BYTES),
                program.directory(),
                program.environment().first(KEPT_BYTES),
                program.properties());
        int flags = process.flags().bits() | ProcessFlag.CUT_ARGUMENTS.bit();
        tree.show(new Process(
                process.id(),
                process.parentId(),
                process.namespacePid(),
                kept,
                ProcessFlags.ofBits(flags),
                process.startTime(),
                process.auid(),
                process.user(),
                process.credentials(),
                process.namespaces(),
                process.cgroupId(),
                process.references()));
    }

    private void exit() {
        Exit exit = new Exit(
                header.pid(),
                header.start(),
                header.parentPid(),
                header.parentStart(),
                header.code(),
                clock.at(header.time()));
        Optional<ProcessExit> event = tree.exit(exit, System.nanoTime());
        if (event.isPresent()) {
            sink.event(event.get());
        }
    }

    /** Records that were not what they should be. */
    long damaged() {
        return damaged.get();
    }
}
