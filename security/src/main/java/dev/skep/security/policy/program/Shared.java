package dev.skep.security.policy.program;

import dev.skep.bpf.map.ArrayMap;
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
 * @param notices what is to become of system calls
 * @param sent what was sent by rules with a rate limit
 * @param unsent hits that found no room to put a record together
 */
public record Shared(
        ProcessStates processes,
        RingBuffer<ProcessRecord> events,
        Scratch<LargeRecord> memory,
        Pending pending,
        Notices notices,
        ArrayMap<Likeness.Sent> sent,
        PerCpuArray<Counter> unsent)
        implements AutoCloseable {
    /** For the programs of a process sensor; the maps are described, not created: for those who only compile. */
    public static Shared described(ProcessProgram sensor) {
        PerCpuArray<Counter> unsent = PerCpuArray.of(Counter.class, 1);
        unsent.name("policy_unsent");
        ArrayMap<Likeness.Sent> sent = ArrayMap.of(Likeness.Sent.class, Likeness.PLACES);
        sent.name("policy_limits");
        return new Shared(
                sensor.processes(),
                sensor.events(),
                Scratch.of(LargeRecord.class),
                Pending.described(),
                Notices.described(),
                sent,
                unsent);
    }

    /** For the programs of a process sensor; creates the maps. */
    public static Shared create(ProcessProgram sensor) {
        Shared shared = described(sensor);
        try {
            shared.memory.create();
            shared.pending.create();
            shared.notices.create();
            shared.sent.create();
            shared.unsent.create();
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
        notices.calls().close();
        sent.close();
        unsent.close();
    }
}
