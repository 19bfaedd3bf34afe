package dev.skep.compiler.interpreter;

import java.util.ArrayList;
import java.util.List;

/** BPF_MAP_TYPE_RINGBUF of endless size: keeps what was submitted, and lets no byte out that was never written. */
public final class RingModel extends MapModel {
    private final AddressSpace memory;
    private final List<byte[]> records = new ArrayList<>();
    private final List<Region> reserved = new ArrayList<>();

    RingModel(AddressSpace memory, String name) {
        super(memory, name, 0, 0);
        this.memory = memory;
    }

    /** What was submitted so far. */
    public List<byte[]> records() {
        return List.copyOf(records);
    }

    /** How many records were reserved and neither submitted nor discarded. */
    public int open() {
        return reserved.size();
    }

    long reserve(int size) {
        Region record = memory.fresh("ring buffer record", size);
        reserved.add(record);
        return record.address();
    }

    long output(byte[] record) {
        records.add(record);
        return 0;
    }

    static long submit(Maps maps, long address) {
        for (RingModel ring : maps.rings()) {
            Region record = ring.take(address);
            if (record == null) continue;
            ring.output(ring.memory.read(address, record.size()));
            ring.memory.release(record);
            return 0;
        }
        throw new Fault("submit of what is no reserved record");
    }

    static long discard(Maps maps, long address) {
        for (RingModel ring : maps.rings()) {
            Region record = ring.take(address);
            if (record == null) continue;
            ring.memory.release(record);
            return 0;
        }
        throw new Fault("discard of what is no reserved record");
    }

    private @org.jspecify.annotations.Nullable Region take(long address) {
        for (Region record : reserved) {
            if (record.address() == address) {
                reserved.remove(record);
                return record;
            }
        }
        return null;
    }

    @Override
    long lookup(byte[] key) {
        return 0;
    }

    @Override
    long update(byte[] key, byte[] value, long flags) {
        return EINVAL;
    }

    @Override
    long delete(byte[] key) {
        return EINVAL;
    }
}
