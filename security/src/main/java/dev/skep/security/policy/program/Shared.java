package dev.skep.security.policy.program;

import dev.skep.bpf.map.PerCpuArray;
import dev.skep.bpf.map.RingBuffer;
import dev.skep.bpf.memory.Counter;
import dev.skep.compiler.helper.Scratch;
import dev.skep.security.process.program.ProcessProgram;
import dev.skep.security.process.program.ProcessRecord;
import dev.skep.security.process.program.ProcessStates;

/**
 * What the programs of all hooks share.
 *
 * @param processes the table of processes
 * @param events the ring of the process sensor
 * @param memory room for large records
 * @param pending records that wait for a return
 * @param unsent hits that found no room to put a record together
 */
public record Shared(
        ProcessStates processes,
        RingBuffer<ProcessRecord> events,
        Scratch<LargeRecord> memory,
        Pending pending,
        PerCpuArray<Counter> unsent)
        implements AutoCloseable {
    /** For the programs of a process sensor; creates the maps. */
    public static Shared create(ProcessProgram sensor) {
        PerCpuArray<Counter> unsent = PerCpuArray.of(Counter.class, 1);
        unsent.name("policy_unsent");
        Shared shared = new Shared(
                sensor.processes(), sensor.events(), Scratch.of(LargeRecord.class), Pending.create(), unsent);
        try {
            shared.memory.create();
            unsent.create();
            return shared;
        } catch (RuntimeException | Error refused) {
            shared.close();
            throw refused;
        }
    }

    /** Gives up the maps that are its own. */
    @Override
    public void close() {
        memory.close();
        pending.close();
        unsent.close();
    }
}
