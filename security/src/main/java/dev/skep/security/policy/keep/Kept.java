package dev.skep.security.policy.keep;

import dev.skep.bpf.SyscallException;
import dev.skep.bpf.inspect.KernelObject;
import dev.skep.bpf.inspect.ObjectKind;
import dev.skep.bpf.map.RingBuffer;
import dev.skep.bpf.map.RingBufferReader;
import dev.skep.bpf.pin.FolderLock;
import dev.skep.bpf.pin.FrozenText;
import dev.skep.security.process.program.ProcessRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What an agent left that does not run any more: its policies are in force until it is {@linkplain #end ended}. Whoever has it holds its
 * lock, and closes it.
 */
public final class Kept implements AutoCloseable {
    /** What programs of policies look at, and what keeps that up to date: it goes last. */
    public static final String BASE = "base";

    private static final long PATIENCE_NANOS = 10_000_000_000L;
    private static final long PAUSE_NANOS = 1_000_000;

    private final Path folder;
    private final FolderLock lock;
    private final Optional<KeptManifest> manifest;
    private volatile boolean over;

    Kept(Path folder, FolderLock lock) {
        this.folder = folder;
        this.lock = lock;
        manifest = read(folder);
    }

    /** What a folder says of itself; empty if it says nothing that can be read. */
    static Optional<KeptManifest> read(Path folder) {
        try (KernelObject map = KernelObject.open(folder.resolve(Pins.MANIFEST)).orElse(null)) {
            return map == null ? Optional.empty() : FrozenText.read(map).flatMap(KeptText::read);
        } catch (SyscallException absent) {
            // It was killed before it said anything.
            return Optional.empty();
        }
    }

    /** What it says of itself; empty if it says nothing, or is of a later Skep. */
    public Optional<KeptManifest> manifest() {
        return manifest;
    }

    /** Whether nothing is there that could be in force. */
    public boolean isEmpty() {
        return files(file -> true).isEmpty();
    }

    /** Whether it has been ended. */
    public boolean isOver() {
        return over;
    }

    /** A table of it that can be continued: its layout is that of this Skep. */
    public Optional<Path> table(KeptTable table) {
        Path file = folder.resolve(table.pin());
        return !over
                        && manifest.filter(says -> says.layout() == KeptManifest.LAYOUT)
                                .isPresent()
                        && Files.exists(file)
                ? Optional.of(file)
                : Optional.empty();
    }

    /** Events that wait in its ring, and that nobody will read; 0 if that cannot be found out. */
    long unread() {
        try (KernelObject map =
                KernelObject.open(folder.resolve(KeptTable.EVENTS.pin())).orElse(null)) {
            if (map == null || map.kind() != ObjectKind.MAP) {
                return 0;
            }
            AtomicLong count = new AtomicLong();
            try (RingBuffer<ProcessRecord> ring =
                    RingBuffer.of(ProcessRecord.class, map.mapInfo().maxEntries())) {
                ring.open(folder.resolve(KeptTable.EVENTS.pin()));
                try (RingBufferReader<ProcessRecord> reader = ring.reader()) {
                    reader.drain((record, length) -> count.incrementAndGet());
                }
            }
            return count.get();
        } catch (SyscallException | IllegalArgumentException absent) {
            return 0;
        }
    }

    /**
     * Takes it out of force: first what acts, then what that looked at. When this returns, the kernel has detached it.
     *
     * @throws UncheckedIOException if pins cannot be removed
     */
    public void end() {
        over = true;
        remove(file -> !file.equals(BASE) && !file.startsWith(BASE + "_"));
        remove(file -> true);
        try {
            Files.deleteIfExists(folder);
        } catch (IOException failure) {
            throw new UncheckedIOException("remove " + folder + ": " + failure.getMessage(), failure);
        }
        close();
    }

    private void remove(Predicate<String> which) {
        // A link loses its id before it is detached, a program after that.
        List<Integer> programs = new ArrayList<>();
        for (Path file : files(which)) {
            attached(file).ifPresent(programs::add);
            try {
                Files.deleteIfExists(file);
            } catch (IOException failure) {
                throw new UncheckedIOException("remove " + file + ": " + failure.getMessage(), failure);
            }
        }
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (programs.stream().anyMatch(Kept::isThere) && System.nanoTime() < deadline) {
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    /** The program that a pinned link has attached. */
    private static Optional<Integer> attached(Path file) {
        try (KernelObject object = KernelObject.open(file).orElse(null)) {
            return object != null && object.kind() == ObjectKind.LINK
                    ? Optional.of(object.linkInfo().programId())
                    : Optional.empty();
        } catch (SyscallException foreign) {
            return Optional.empty();
        }
    }

    private static boolean isThere(int program) {
        try (KernelObject object =
                KernelObject.open(ObjectKind.PROGRAM, program).orElse(null)) {
            return object != null;
        }
    }

    private List<Path> files(Predicate<String> which) {
        if (Files.notExists(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> which.test(file.getFileName().toString()))
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException("read " + folder + ": " + failure.getMessage(), failure);
        }
    }

    @Override
    public void close() {
        lock.close();
    }
}
