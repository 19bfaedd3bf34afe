package dev.skep.security.policy.program;

import dev.skep.bpf.memory.Bytes;
import dev.skep.security.policy.event.ArgumentValue;

/**
 * A perf event, by its attributes.
 *
 * @param function address of the name of the function that it probes
 * @param type {@code PERF_TYPE_}
 * @param config what it counts
 * @param offset behind the function
 */
public record PerfEventArgument(NumberReader function, NumberReader type, NumberReader config, NumberReader offset)
        implements ArgumentCode.Growing {
    private static final int TYPE = Appendix.SLOT;
    private static final int CONFIG = TYPE + Long.BYTES;
    private static final int OFFSET = CONFIG + Long.BYTES;

    @Override
    public int slot() {
        return OFFSET + Long.BYTES;
    }

    @Override
    public int cost() {
        return type.cost() + Cost.TEXT;
    }

    @Override
    public void write(HookContext context, LargeRecord record, int at) {
        record.data().u64(at + TYPE, type.read(context));
        record.data().u64(at + CONFIG, config.read(context));
        record.data().u64(at + OFFSET, offset.read(context));
        Appendix.text(record, at, function.read(context));
    }

    @Override
    public ArgumentValue read(Bytes data, int at) {
        return new ArgumentValue.PerfEvent(
                TextArgument.text(data, at), (int) data.u64(at + TYPE), data.u64(at + CONFIG), data.u64(at + OFFSET));
    }

    @Override
    public String toString() {
        return "perf event at " + type;
    }
}
