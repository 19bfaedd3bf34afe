package dev.skep.bpf.inspect;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which processes hold which objects open, found in /proc.
 *
 * <ol>
 *   <li>Each descriptor of each process is a link in /proc/PID/fd, and those of BPF name themselves ("anon_inode:bpf-map").
 *   <li>Of these alone the kernel's description in /proc/PID/fdinfo is read, which has the id.
 * </ol>
 *
 * <p>Processes and descriptors that vanish meanwhile are left out. A program that is held by a perf event without a link, by an
 * interface or by a cgroup has no process that holds it. Immutable.
 */
public final class HolderScan {
    private static final Path PROC = Path.of("/proc");

    private final Map<ObjectKind, Map<Integer, List<Holder>>> holders = new EnumMap<>(ObjectKind.class);

    private HolderScan() {}

    /** Looks at all processes; those that this one may not look into count as holding nothing. */
    public static HolderScan run() {
        return run(PROC);
    }

    static HolderScan run(Path proc) {
        HolderScan scan = new HolderScan();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(proc, HolderScan::isProcess)) {
            for (Path process : processes) {
                scan.process(process);
            }
        } catch (IOException | DirectoryIteratorException unreadable) {
            // Without /proc nobody can be found.
            return scan;
        }
        return scan;
    }

    /** The processes that hold an object, by ascending id; none if there are none. */
    public List<Holder> of(ObjectKind kind, int id) {
        return List.copyOf(holders.getOrDefault(kind, Map.of()).getOrDefault(id, List.of()));
    }

    private static boolean isProcess(Path entry) {
        String name = entry.getFileName().toString();
        return name.charAt(0) >= '1' && name.charAt(0) <= '9';
    }

    private void process(Path process) {
        Holder holder = null;
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(process.resolve("fd"))) {
            for (Path descriptor : descriptors) {
                DescriptorInfo info = describe(process, descriptor);
                DescriptorInfo.Reference object = info.object().orElse(null);
                if (object != null) {
                    if (holder == null) {
                        holder = new Holder(
                                Integer.parseInt(process.getFileName().toString()), command(process));
                    }
                    add(object, holder);
                }
            }
        } catch (IOException | DirectoryIteratorException gone) {
            // The process has ended, or is not ours to look into.
            return;
        }
    }

    private static DescriptorInfo describe(Path process, Path descriptor) {
        try {
            if (Files.readSymbolicLink(descriptor).toString().startsWith("anon_inode:bpf")) {
                Path info = process.resolve("fdinfo").resolve(descriptor.getFileName());
                return new DescriptorInfo(Files.readString(info, StandardCharsets.ISO_8859_1));
            }
        } catch (IOException closed) {
            // The descriptor, or its process, is no more.
            return new DescriptorInfo("");
        }
        return new DescriptorInfo("");
    }

    private static String command(Path process) {
        try {
            return Files.readString(process.resolve("comm"), StandardCharsets.UTF_8)
                    .stripTrailing();
        } catch (IOException gone) {
            return "";
        }
    }

    private void add(DescriptorInfo.Reference object, Holder holder) {
        List<Holder> known = holders.computeIfAbsent(object.kind(), kind -> new HashMap<>())
                .computeIfAbsent(object.id(), id -> new ArrayList<>());
        // One process may hold an object several times; its descriptors come in a row.
        if (known.isEmpty() || !known.getLast().equals(holder)) {
            known.add(holder);
        }
    }
}
