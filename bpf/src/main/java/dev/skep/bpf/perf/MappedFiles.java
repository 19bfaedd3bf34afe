package dev.skep.bpf.perf;

import dev.skep.bpf.map.RingBufferReader;
import dev.skep.bpf.sys.CpuList;
import dev.skep.bpf.sys.PageSize;
import dev.skep.bpf.sys.PerfEvent;
import dev.skep.bpf.sys.PerfRing;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Files that processes map to be executed, programs and libraries, as the kernel tells of them: PERF_RECORD_MMAP2 of perf_event_open(2), with
 * build ids since Linux 5.12. In order for each processor, in no order between them. For one thread.
 *
 * <p>Each processor has a ring of 16 kB, for some hundred files. Who does not look all the time lets {@linkplain #wake a reader be woken} when
 * one is half full.
 */
public final class MappedFiles implements AutoCloseable {
    private static final int PAGES = 4;

    private static final int TYPE_MMAP2 = 10;

    /** PERF_RECORD_MISC_MMAP_BUILD_ID: a build id stands where else the file's number does. */
    private static final int WITH_BUILD_ID = 1 << 14;

    /** Offsets in the record; the time, the only part of a sample that is asked for, ends it. */
    private static final int MISC = 4;

    private static final int PROCESS = 8;
    private static final int THREAD = 12;
    private static final int BUILD_ID_LENGTH = 40;
    private static final int BUILD_ID = 44;
    private static final int MOST_BUILD_ID = 20;
    private static final int NAME = 72;

    private final List<PerfRing> rings = new ArrayList<>();

    /**
     * A file that was mapped.
     *
     * @param nanos when, by {@code CLOCK_MONOTONIC}
     * @param pid the process
     * @param tid its thread
     * @param path the file as the process sees it
     * @param buildId what its linker wrote into it; empty if nothing
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
    public record Mapping(long nanos, int pid, int tid, String path, byte[] buildId) {}

    private MappedFiles() {}

    /**
     * Begins, for all processes.
     *
     * @throws dev.skep.bpf.SyscallException if the kernel refuses
     */
    public static MappedFiles open() {
        MappedFiles files = new MappedFiles();
        boolean opened = false;
        try {
            for (int cpu : CpuList.online()) {
                PerfEvent event = PerfEvent.of(PerfEvent.TYPE_SOFTWARE, PerfEvent.SOFTWARE_DUMMY)
                        .mappings()
                        .timed();
                files.rings.add(new PerfRing(event, "mapped files", cpu, PAGES));
            }
            opened = true;
            return files;
        } finally {
            if (!opened) {
                files.close();
            }
        }
    }

    /**
     * Ends the waits of a reader whenever half of a ring has been filled, so that whoever reads both needs no thread more.
     *
     * @param reader not closed
     */
    public void wake(RingBufferReader<?> reader) {
        rings.forEach(ring -> reader.wakeFor(ring.event()));
    }

    /** Hands out what has been told since the last time, without waiting; gives how many files those are. */
    public int drain(Consumer<? super Mapping> sink) {
        int taken = 0;
        for (PerfRing ring : rings) {
            taken += ring.drain((type, memory, offset, size) -> {
                if (type != TYPE_MMAP2 || size < NAME + Long.BYTES) {
                    return 0;
                }
                sink.accept(read(memory.asSlice(offset, size)));
                return 1;
            });
        }
        return taken;
    }

    private static Mapping read(MemorySegment record) {
        int misc = Short.toUnsignedInt(record.get(ValueLayout.JAVA_SHORT_UNALIGNED, MISC));
        int length = (misc & WITH_BUILD_ID) == 0
                ? 0
                : Math.min(Byte.toUnsignedInt(record.get(ValueLayout.JAVA_BYTE, BUILD_ID_LENGTH)), MOST_BUILD_ID);
        long end = record.byteSize() - Long.BYTES;
        long name = NAME;
        while (name < end && record.get(ValueLayout.JAVA_BYTE, name) != 0) {
            name++;
        }
        return new Mapping(
                record.get(ValueLayout.JAVA_LONG_UNALIGNED, end),
                record.get(ValueLayout.JAVA_INT_UNALIGNED, PROCESS),
                record.get(ValueLayout.JAVA_INT_UNALIGNED, THREAD),
                new String(bytes(record, NAME, name - NAME), StandardCharsets.UTF_8),
                bytes(record, BUILD_ID, length));
    }

    private static byte[] bytes(MemorySegment record, long from, long length) {
        return record.asSlice(from, length).toArray(ValueLayout.JAVA_BYTE);
    }

    /** Memory of the rings in the kernel. */
    public long bytes() {
        return rings.size() * (1L + PAGES) * PageSize.bytes();
    }

    /** Files that were not told of because the rings were full, as far as the kernel has said. */
    public long lost() {
        return rings.stream().mapToLong(PerfRing::lost).sum();
    }

    /** Ends it. */
    @Override
    public void close() {
        rings.forEach(PerfRing::close);
        rings.clear();
    }
}
