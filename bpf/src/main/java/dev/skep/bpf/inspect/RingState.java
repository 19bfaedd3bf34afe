package dev.skep.bpf.inspect;

import dev.skep.bpf.sys.BpfCommand;
import dev.skep.bpf.sys.BpfSyscall;
import dev.skep.bpf.sys.CallBuffer;
import dev.skep.bpf.sys.Fd;
import dev.skep.bpf.sys.Mmap;
import dev.skep.bpf.sys.PageSize;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * How far a ring buffer is filled: its two first pages have the positions of reader and writers (BPF_MAP_TYPE_RINGBUF,
 * Linux 5.8; BPF_MAP_TYPE_USER_RINGBUF, Linux 6.1). Looking takes no record away.
 *
 * @param consumed bytes that its reader has taken so far
 * @param produced bytes that programs have reserved so far
 */
public record RingState(long consumed, long produced) {
    /** The state of a ring buffer, which stays the caller's. */
    public static RingState of(KernelObject ring) {
        // The kernel maps no page of a map that is open for reading alone.
        CallBuffer attributes = CallBuffer.allocate(12).u32(0, ring.mapInfo().id());
        try (Fd writable = BpfSyscall.open(BpfCommand.MAP_GET_FD_BY_ID, attributes, ring.toString())) {
            // The consumer's position first: it can only grow, so the difference is never too small.
            return new RingState(position(writable, 0), position(writable, PageSize.bytes()));
        }
    }

    private static long position(Fd ring, long offset) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment page = Mmap.map(ring, offset, PageSize.bytes(), Mmap.PROT_READ, Mmap.MAP_SHARED, arena);
            return page.get(ValueLayout.JAVA_LONG, 0);
        }
    }

    /** Bytes that wait for the reader, headers of records included. */
    public long pending() {
        return produced - consumed;
    }
}
