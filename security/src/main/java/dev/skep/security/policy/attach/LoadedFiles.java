package dev.skep.security.policy.attach;

import dev.skep.bpf.Errno;
import dev.skep.bpf.SyscallException;
import dev.skep.bpf.perf.MappedFiles;
import dev.skep.events.Sink;
import dev.skep.security.policy.event.LoaderEvent;
import dev.skep.security.policy.hook.Refused;
import dev.skep.security.process.Process;
import dev.skep.security.process.ProcessEvent;
import dev.skep.security.process.ProcessSensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes events of files with a build id that processes map to be executed, for policies with {@code loader}. Read by the process sensor's
 * thread.
 *
 * <p>The kernel tells of them beside the ring of processes. So each waits for one look at that ring, after which whoever mapped it is known.
 */
public final class LoadedFiles implements AutoCloseable {
    private final ProcessSensor processes;
    private final Sink<? super ProcessEvent> sink;
    private final MappedFiles files;
    private List<MappedFiles.Mapping> waiting = new ArrayList<>();
    private long told;
    private boolean closed;

    private LoadedFiles(ProcessSensor processes, Sink<? super ProcessEvent> sink, MappedFiles files) {
        this.processes = processes;
        this.sink = sink;
        this.files = files;
    }

    /**
     * Begins to look.
     *
     * @throws Refused if the kernel does not tell
     */
    public static LoadedFiles open(ProcessSensor processes, Sink<? super ProcessEvent> sink) {
        MappedFiles files = files();
        boolean opened = false;
        try {
            processes.wakeFor(files);
            opened = true;
            return new LoadedFiles(processes, sink, files);
        } finally {
            if (!opened) {
                files.close();
            }
        }
    }

    /**
     * Only asks the kernel, and changes nothing.
     *
     * @throws Refused if it does not tell
     */
    public static void ask() {
        files().close();
    }

    private static MappedFiles files() {
        try {
            return MappedFiles.open();
        } catch (SyscallException failure) {
            throw refusal(failure);
        }
    }

    /** A kernel that does not know a flag of perf_event_open(2) says EINVAL. */
    static Refused refusal(SyscallException failure) {
        return Refused.because(
                failure.is(Errno.EINVAL)
                        ? "this kernel does not tell of mapped files with their build ids, as Linux 5.12 and later do"
                        : "the kernel does not tell of mapped files: " + failure.getMessage());
    }

    /** Tells of what waited, once the ring of processes has been read; what has come since waits now. */
    synchronized void look() {
        if (closed) {
            return;
        }
        List<MappedFiles.Mapping> known = waiting;
        waiting = new ArrayList<>();
        files.drain(mapping -> {
            if (mapping.buildId().length > 0) {
                waiting.add(mapping);
            }
        });
        known.forEach(this::tell);
    }

    private void tell(MappedFiles.Mapping mapping) {
        told++;
        Process process = processes.at(mapping.pid(), mapping.nanos());
        Optional<Process> parent = process.parentId().flatMap(processes::find);
        sink.event(new LoaderEvent(
                processes.time(mapping.nanos()),
                process,
                mapping.tid(),
                parent,
                List.of(),
                mapping.path(),
                mapping.buildId()));
    }

    /** Files that were told of. */
    public synchronized long told() {
        return told;
    }

    /** Memory in the kernel. */
    public synchronized long bytes() {
        return closed ? 0 : files.bytes();
    }

    /** Files that were not told of because there was no room. */
    public synchronized long lost() {
        return closed ? 0 : files.lost();
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            files.close();
        }
    }
}
