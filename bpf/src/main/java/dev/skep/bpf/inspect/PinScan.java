package dev.skep.bpf.inspect;

import dev.skep.bpf.SyscallException;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which objects are pinned where: every file of every BPF file system that this process sees mounted, opened for a moment
 * (BPF_OBJ_GET). Pins that vanish meanwhile are left out. Immutable.
 */
public final class PinScan {
    private static final Path MOUNTS = Path.of("/proc/self/mountinfo");
    /** A bound against nonsense: more pins than any host has. */
    private static final int MOST_FILES = 100_000;

    private final Map<ObjectKind, Map<Integer, List<String>>> pins = new EnumMap<>(ObjectKind.class);
    private int files;

    private PinScan() {}

    /** Looks at all BPF file systems. */
    public static PinScan run() {
        PinScan scan = new PinScan();
        try {
            for (String mount : mounts(Files.readAllLines(MOUNTS))) {
                scan.walk(Path.of(mount));
            }
        } catch (IOException unreadable) {
            // Without /proc no mounts are known.
            return scan;
        }
        return scan;
    }

    /** Where BPF file systems are mounted, from the lines of /proc/self/mountinfo (proc(5)). */
    static List<String> mounts(List<String> lines) {
        List<String> mounts = new ArrayList<>();
        for (String line : lines) {
            int separator = line.indexOf(" - ");
            String[] fields = line.split(" ", 6);
            if (separator > 0 && line.startsWith("bpf ", separator + 3) && fields.length > 5) {
                mounts.add(unescape(fields[4]));
            }
        }
        return mounts;
    }

    /** Blanks and such are written in octal, as \040. */
    private static String unescape(String path) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c == '\\' && i + 3 < path.length()) {
                text.append((char) Integer.parseInt(path, i + 1, i + 4, 8));
                i += 3;
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }

    /** The paths of an object; none if it is not pinned. */
    public List<String> of(ObjectKind kind, int id) {
        return List.copyOf(pins.getOrDefault(kind, Map.of()).getOrDefault(id, List.of()));
    }

    private void walk(Path root) throws IOException {
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (attributes.isRegularFile()) {
                    look(file);
                }
                return ++files < MOST_FILES ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException gone) {
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException gone) {
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private void look(Path file) {
        try (KernelObject object = KernelObject.open(file).orElse(null)) {
            if (object != null) {
                pins.computeIfAbsent(object.kind(), kind -> new HashMap<>())
                        .computeIfAbsent(object.id(), id -> new ArrayList<>())
                        .add(file.toString());
            }
        } catch (SyscallException gone) {
            // Removed meanwhile, or not ours to open.
            return;
        }
    }
}
