package dev.skep.trace.open;

import dev.skep.bpf.MalformedInputException;
import dev.skep.bpf.memory.Flyweight;
import dev.skep.bpf.memory.StructField;
import dev.skep.bpf.memory.StructLayout;
import dev.skep.trace.RawText;
import java.lang.foreign.MemorySegment;
import java.util.Objects;

/**
 * One open of a file. The object is used again for the next event; copy what must live longer. Used by one thread.
 */
public final class OpenedFile {
    private static final Flyweight<OpenEvent> RECORDS = Flyweight.of(OpenEvent.class);

    /** Bytes of a record before its names. */
    static final int NAMES = offset("names");

    private static final int COMM = offset("comm");
    private static final int COMM_BYTES = 16;

    private final OpenEvent record = RECORDS.allocate();
    private final RawText comm = new RawText(COMM_BYTES);
    private final RawText names = new RawText(OpenEvent.NAMES_BYTES);
    private final RawText path = new RawText(OpenEvent.NAMES_BYTES);
    private final CompletePath completePath = new CompletePath();
    private boolean pathComplete;

    OpenedFile() {}

    private static int offset(String field) {
        StructField found = StructLayout.of(OpenEvent.class).field(field);
        return Objects.requireNonNull(found, field).offset();
    }

    /**
     * Takes the record at {@code offset} over.
     *
     * @throws MalformedInputException if it is shorter than it says
     */
    void read(MemorySegment memory, long offset, int length) {
        if (length < NAMES) {
            throw new MalformedInputException("record of an open", length, "it ends within its header");
        }
        RECORDS.move(record, memory, offset);
        int nameLength = record.nameLength();
        int used = nameLength + record.directoryLength();
        if (length < NAMES + used) {
            throw new MalformedInputException(
                    "record of an open", length, "it ends within its names of " + used + " bytes");
        }
        comm.assignString(memory, offset + COMM, COMM_BYTES);
        names.assign(memory, offset + NAMES, used);
        pathComplete = completePath.write(names, nameLength, record.pathState(), path);
    }

    /** The end of the call, nanoseconds of {@code CLOCK_MONOTONIC}. */
    public long timestamp() {
        return record.timestamp();
    }

    /** The process's control group, 0 unless the filter asks for it. */
    public long group() {
        return record.group();
    }

    /** Process id. */
    public int pid() {
        return record.pid();
    }

    /** Thread id. */
    public int tid() {
        return record.tid();
    }

    /** Process id of the parent. */
    public int ppid() {
        return record.ppid();
    }

    /** User id. */
    public int uid() {
        return record.uid();
    }

    /** The new descriptor, or -1 if the open failed. */
    public int descriptor() {
        return Math.max(record.result(), -1);
    }

    /** The error number, or 0 if the open succeeded. */
    public int errno() {
        return Math.max(-record.result(), 0);
    }

    /** Flags of the open, as the kernel numbers them on this machine: see {@link OpenFlag}. */
    public int flags() {
        return record.flags();
    }

    /** Name of the thread. */
    public RawText comm() {
        return comm;
    }

    /** The path, complete where that is possible; it begins with {@code ?} otherwise. */
    public RawText path() {
        return path;
    }

    /** Whether the path starts at the process's root. */
    public boolean pathComplete() {
        return pathComplete;
    }
}
