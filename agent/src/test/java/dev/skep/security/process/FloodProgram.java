package dev.skep.security.process;

import dev.skep.bpf.map.ArrayMap;
import dev.skep.bpf.map.RingBuffer;
import dev.skep.bpf.memory.Struct;
import dev.skep.bpf.memory.StructLayout;
import dev.skep.compiler.helper.Range;
import dev.skep.compiler.hook.Syscall;
import dev.skep.security.process.program.ExecRecord;
import dev.skep.security.process.program.ProcessProgram;
import dev.skep.security.process.program.ProcessRecord;

/** Sends the records of processes that never were, as fast as the kernel can: each is made, runs a program, and ends. */
public final class FloodProgram {
    /** How many programs there are. */
    static final int TEMPLATES = 16;

    private static final int HEADER = StructLayout.of(ProcessRecord.class).size();

    private final RingBuffer<ProcessRecord> events;
    private final ArrayMap<ExecRecord> templates = ArrayMap.of(ExecRecord.class, TEMPLATES);

    FloodProgram(int ringBytes) {
        events = RingBuffer.of(ProcessRecord.class, ringBytes);
    }

    /** What one run sends. */
    public interface Batch extends Struct {
        /** Process id of the first. */
        int first();

        /** Sets it. */
        void first(int pid);

        /** How many. */
        int count();

        /** Sets it. */
        void count(int processes);

        /** When the first is made. */
        long start();

        /** Sets it. */
        void start(long nanos);
    }

    RingBuffer<ProcessRecord> events() {
        return events;
    }

    /** The execs, but for process id and time. */
    ArrayMap<ExecRecord> templates() {
        return templates;
    }

    @Syscall
    int send(Batch batch) {
        for (int i : Range.to(batch.count())) {
            ExecRecord record = templates.get(i & TEMPLATES - 1);
            if (record == null) {
                return 1;
            }
            int flags = record.code();
            long start = batch.start() + 2L * i;
            record.pid(batch.first() + i);
            record.kind(ProcessRecord.FORK);
            record.start(start);
            record.code(0);
            events.output(record, HEADER);
            record.kind(ProcessRecord.EXEC);
            record.start(start + 1);
            record.code(flags);
            int text = record.nameLength() + record.directoryLength() + record.argumentsLength();
            if (text >= 0 && text <= ExecRecord.TEXT_BYTES) {
                events.output(record, ProcessProgram.TEXT + text);
            }
            record.kind(ProcessRecord.EXIT);
            record.code(0);
            record.time(start + 1);
            events.output(record, HEADER);
            record.code(flags);
        }
        return 0;
    }
}
