package dev.skep.trace.exec;

import dev.skep.bpf.MalformedInputException;
import dev.skep.bpf.memory.Flyweight;
import dev.skep.bpf.memory.StructField;
import dev.skep.bpf.memory.StructLayout;
import dev.skep.trace.RawText;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Objects;

/**
 * One exec. The object is used again for the next event; copy what must live longer. Used by one thread.
 *
 * <p>The command line is the file's name followed by the arguments from the second on, as execsnoop has it: the first argument is
 * only what the program is told it is called. A script's arguments begin with its interpreter; that part is left out here.
 */
public final class StartedProgram {
    private static final Flyweight<ExecEvent> RECORDS = Flyweight.of(ExecEvent.class);

    /** Bytes of a record before its text. */
    static final int TEXT = offset("text");

    private static final int COMM = offset("comm");
    private static final int COMM_BYTES = 16;
    private static final int MOST_INTERPRETERS = 5;

    private final ExecEvent record = RECORDS.allocate();
    private final RawText comm = new RawText(COMM_BYTES);
    private final RawText text = new RawText(ExecEvent.TEXT_BYTES);
    private int[] ends = new int[64];
    private int count;
    private int skipped;

    StartedProgram() {}

    private static int offset(String field) {
        StructField found = StructLayout.of(ExecEvent.class).field(field);
        return Objects.requireNonNull(found, field).offset();
    }

    /**
     * Takes the record at {@code offset} over.
     *
     * @throws MalformedInputException if it is shorter than it says
     */
    void read(MemorySegment memory, long offset, int length) {
        if (length < TEXT) {
            throw new MalformedInputException("record of an exec", length, "it ends within its header");
        }
        RECORDS.move(record, memory, offset);
        int used = record.nameLength() + record.argumentsLength();
        if (length < TEXT + used) {
            throw new MalformedInputException(
                    "record of an exec", length, "it ends within its text of " + used + " bytes");
        }
        comm.assignString(memory, offset + COMM, COMM_BYTES);
        text.assign(memory, offset + TEXT, used);
        split(record.nameLength(), used);
        skipped = count == 0 ? 0 : 1;
        if ((record.marks() & ExecEvent.SCRIPT) != 0) {
            skipped = afterScript();
        }
    }

    private void split(int from, int end) {
        count = 0;
        byte[] bytes = text.array();
        for (int at = from; at < end; at++) {
            boolean last = at == end - 1;
            if (bytes[at] == 0 || last) {
                if (count == ends.length) {
                    ends = Arrays.copyOf(ends, 2 * count);
                }
                // The last one has no NUL where it was cut.
                ends[count++] = bytes[at] == 0 ? at : end;
            }
        }
    }

    /** The kernel puts interpreter, its option and the script before the arguments: the number of those that are not the user's. */
    private int afterScript() {
        byte[] bytes = text.array();
        int nameLength = record.nameLength();
        for (int i = 1; i < Math.min(count, MOST_INTERPRETERS); i++) {
            int start = start(i);
            if (Arrays.equals(bytes, start, ends[i], bytes, 0, nameLength)) {
                return i + 1;
            }
        }
        return 1;
    }

    private int start(int index) {
        return index == 0 ? record.nameLength() : ends[index - 1] + 1;
    }

    /** When it happened, nanoseconds of {@code CLOCK_MONOTONIC}. */
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

    /** Thread id: that before the exec where another thread than the first made it. */
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

    /** 0, or an error number below 0. */
    public int result() {
        return record.result();
    }

    /** Name of the process: after an exec that of the new program. */
    public RawText comm() {
        return comm;
    }

    /** Holds the file's name at its start and all arguments; see {@link #nameLength()}, {@link #argumentStart(int)}. */
    public RawText text() {
        return text;
    }

    /** Bytes of the file's name, at the start of {@link #text()}. */
    public int nameLength() {
        return record.nameLength();
    }

    /** Number of arguments that the user gave, without the first: the program's own name. */
    public int arguments() {
        return count - skipped;
    }

    /** Where an argument begins in {@link #text()}. */
    public int argumentStart(int index) {
        return start(Objects.checkIndex(index, arguments()) + skipped);
    }

    /** Where it ends. */
    public int argumentEnd(int index) {
        return ends[Objects.checkIndex(index, arguments()) + skipped];
    }

    /** Whether there were more arguments, or longer ones. */
    public boolean cut() {
        return (record.marks() & (ExecEvent.CUT | ExecEvent.UNREADABLE)) != 0;
    }

    /** Whether the file is a script that another program runs. */
    public boolean script() {
        return (record.marks() & ExecEvent.SCRIPT) != 0;
    }

    /** Whether the file's name or an argument contains {@code wanted}. */
    public boolean contains(byte[] wanted) {
        return text.contains(wanted);
    }
}
