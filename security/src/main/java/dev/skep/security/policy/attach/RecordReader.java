package dev.skep.security.policy.attach;

import dev.skep.bpf.memory.Flyweight;
import dev.skep.events.Sink;
import dev.skep.security.policy.event.PolicyEvent;
import dev.skep.security.policy.keep.ToldLosses;
import dev.skep.security.policy.plan.RuleReader;
import dev.skep.security.policy.program.HookCode;
import dev.skep.security.policy.program.LargeRecord;
import dev.skep.security.process.Process;
import dev.skep.security.process.ProcessEvent;
import dev.skep.security.process.ProcessSensor;
import dev.skep.security.process.RecordExtension;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Makes events of the records of policies. Used by the process sensor's thread. */
public final class RecordReader implements RecordExtension {
    private static final Flyweight<LargeRecord> RECORDS = Flyweight.of(LargeRecord.class);

    private final ProcessSensor processes;
    private final RuleNumbers numbers;
    private final ToldLosses told;
    private final Sink<? super ProcessEvent> sink;
    private final LargeRecord record = RECORDS.allocate();
    private final AtomicLong damaged = new AtomicLong();
    private volatile @Nullable LoadedFiles loaded;

    /** Sends events to {@code sink}. */
    public RecordReader(
            ProcessSensor processes, RuleNumbers numbers, ToldLosses told, Sink<? super ProcessEvent> sink) {
        this.processes = processes;
        this.numbers = numbers;
        this.told = told;
        this.sink = sink;
    }

    @Override
    public void record(MemorySegment memory, long offset, int length) {
        if (length < HookCode.HEADER) {
            damaged.incrementAndGet();
            return;
        }
        RECORDS.move(record, memory, offset);
        RuleReader rule = numbers.get(record.code());
        if (rule == null) {
            damaged.incrementAndGet();
            return;
        }
        Process process = processes.known(record.pid(), record.start());
        Optional<Process> parent = process.parentId().flatMap(processes::find);
        sink.event(new PolicyEvent(
                processes.time(record.time()),
                process,
                record.tid(),
                parent,
                List.of(),
                rule.policy(),
                rule.hook(),
                rule.arguments(record.data()),
                rule.data(record.data()),
                rule.result(record.data()),
                rule.action(),
                rule.returnAction(),
                rule.effect(record),
                rule.kernelStack(record.data()),
                rule.userStack(record.data()),
                rule.imageHash(record.data()),
                rule.requests()));
    }

    /** Records that made no sense. */
    public long damaged() {
        return damaged.get();
    }

    /** Where files that processes map are told of from now on; null: nowhere. */
    public void look(@Nullable LoadedFiles files) {
        loaded = files;
    }

    @Override
    public void flush() {
        LoadedFiles files = loaded;
        if (files != null) {
            files.look();
        }
        told.look();
        sink.flush();
    }
}
