package dev.skep.bpf.stack;

import dev.skep.bpf.inspect.KernelSymbols;
import dev.skep.bpf.symbol.AddressNames;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Gives names to the frames of stacks. What it has read it keeps: the kernel's functions, the maps of the last {@value #MOST_PROCESSES}
 * processes, and the functions of the files that were in use last. Safe for several threads, of which one works at a time.
 *
 * <p>Needs CAP_SYSLOG for names of the kernel, CAP_SYS_PTRACE and CAP_SYS_ADMIN for those of processes.
 *
 * @param <P> what tells processes apart, also when a process id is used again
 */
public final class StackNames<P> {
    private static final int MOST_PROCESSES = 1024;
    private static final int MOST_FILES = 256;
    /** Of all files together: about 30 bytes each, and the name. */
    private static final int MOST_FUNCTIONS = 1 << 20;

    /** Modules, programs of BPF and libraries come and go, but unknown frames must not make the lists be read for each of them. */
    private static final long REREAD_NANOS = Duration.ofSeconds(5).toNanos();

    private static final AddressNames NONE = new AddressNames.Builder().build();

    private final Map<P, Known> processes = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<String, AddressNames> files = new LinkedHashMap<>(16, 0.75f, true);
    private final FileFunctions reader = new FileFunctions();
    private int functions;
    private @Nullable KernelSymbols kernel;
    private long kernelNanos;

    private record Known(ProcessMaps maps, long nanos) {}

    /** Nothing is read yet. */
    public StackNames() {}

    /** Frames of the kernel. */
    public synchronized List<StackFrame> kernel(List<Long> addresses) {
        List<StackFrame> frames = new ArrayList<>(addresses.size());
        for (long address : addresses) {
            Optional<AddressNames.Place> place = kernelPlace(address);
            frames.add(new StackFrame(
                    address,
                    place.map(AddressNames.Place::offset).orElse(0L),
                    place.map(AddressNames.Place::name).orElse(""),
                    ""));
        }
        return List.copyOf(frames);
    }

    private Optional<AddressNames.Place> kernelPlace(long address) {
        KernelSymbols known = kernel;
        Optional<AddressNames.Place> place = known == null ? Optional.empty() : known.near(address);
        long now = System.nanoTime();
        if (place.isEmpty() && (known == null || now - kernelNanos > REREAD_NANOS)) {
            kernel = known = KernelSymbols.read();
            kernelNanos = now;
            place = known.near(address);
        }
        return place;
    }

    /** Reads where the files of a process lie in its memory, unless that is known: to be called as early as possible, while it lives. */
    public synchronized void remember(P process, int pid) {
        if (!processes.containsKey(process)) {
            ProcessMaps _ = readMaps(process, pid);
        }
    }

    /** Frames of a process. */
    public synchronized List<StackFrame> user(P process, int pid, List<Long> addresses) {
        ProcessMaps maps = maps(process, pid, addresses);
        List<StackFrame> frames = new ArrayList<>(addresses.size());
        for (long address : addresses) {
            frames.add(frame(address, maps.find(address), pid));
        }
        return List.copyOf(frames);
    }

    private ProcessMaps maps(P process, int pid, List<Long> addresses) {
        Known known = processes.get(process);
        if (known == null) {
            return readMaps(process, pid);
        }
        boolean complete =
                addresses.stream().allMatch(address -> known.maps.find(address).isPresent());
        // It may have loaded a library since; but an address may also be nonsense, since not all code tells where its
        // caller is.
        return complete || System.nanoTime() - known.nanos < REREAD_NANOS ? known.maps : readMaps(process, pid);
    }

    private ProcessMaps readMaps(P process, int pid) {
        ProcessMaps maps = ProcessMaps.read(pid);
        Known before = processes.get(process);
        if (maps.mappings().isEmpty() && before != null) {
            // It has ended: what was known before is worth more.
            maps = before.maps;
        }
        processes.put(process, new Known(maps, System.nanoTime()));
        if (processes.size() > MOST_PROCESSES) {
            processes.remove(processes.keySet().iterator().next());
        }
        return maps;
    }

    private StackFrame frame(long address, Optional<MappedFile> found, int pid) {
        if (found.isEmpty()) {
            return new StackFrame(address, 0, "", "");
        }
        MappedFile mapping = found.get();
        long offset = address - mapping.start() + mapping.offset();
        String symbol = mapping.isFile()
                ? functions(mapping, pid)
                        .near(offset)
                        .map(AddressNames.Place::name)
                        .orElse("")
                : "";
        return new StackFrame(address, offset, symbol, mapping.path());
    }

    private AddressNames functions(MappedFile mapping, int pid) {
        AddressNames known = files.get(mapping.file());
        if (known != null) {
            return known;
        }
        // The very file, also if it was removed, or lies where only that process sees it.
        Optional<AddressNames> found =
                reader.read(Path.of("/proc", Integer.toString(pid), "map_files", mapping.range()));
        if (found.isEmpty()) {
            return NONE;
        }
        AddressNames read = found.get();
        files.put(mapping.file(), read);
        functions += read.size();
        while (files.size() > MOST_FILES || (functions > MOST_FUNCTIONS && files.size() > 1)) {
            String oldest = files.keySet().iterator().next();
            AddressNames removed = files.remove(oldest);
            functions -= removed == null ? 0 : removed.size();
        }
        return read;
    }
}
