package dev.skep.compiler.interpreter;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Models of the helpers that need no kernel: maps, ring buffers, {@code bpf_loop}, reads of memory, and what is asked of the
 * surroundings, for which there are fixed answers.
 *
 * <p>{@code bpf_probe_read_*} reads the machine's own memory and gives -EFAULT for every other address.
 */
public final class StandardHelpers {
    /** What {@code bpf_ktime_get_ns} tells. */
    public static final long TIME = 1_234_567_890_123L;

    /** What {@code bpf_get_current_pid_tgid} tells. */
    public static final long PROCESS = 4242L << 32 | 4243;

    private static final long EFAULT = -14;
    private static final int MOST_LOOPS = 1 << 23;
    private static final int NAME_BYTES = 16;

    private StandardHelpers() {}

    /** All of them. */
    public static Helpers all() {
        Helpers helpers = new Helpers();
        addMaps(helpers);
        addRings(helpers);
        addReads(helpers);
        addSurroundings(helpers);
        return helpers.add("bpf_loop", 4, (machine, a) -> loop(machine, a[0], a[1], a[2]));
    }

    private static void addMaps(Helpers helpers) {
        helpers.add("bpf_map_lookup_elem", 2, (machine, a) -> {
                    MapModel map = machine.maps().of(a[0]);
                    return map.lookup(machine.memory().read(a[1], map.keySize()));
                })
                .add("bpf_map_update_elem", 4, (machine, a) -> {
                    MapModel map = machine.maps().of(a[0]);
                    byte[] key = machine.memory().read(a[1], map.keySize());
                    return map.update(key, machine.memory().read(a[2], map.valueSize()), a[3]);
                })
                .add("bpf_map_delete_elem", 2, (machine, a) -> {
                    MapModel map = machine.maps().of(a[0]);
                    return map.delete(machine.memory().read(a[1], map.keySize()));
                });
    }

    private static void addRings(Helpers helpers) {
        helpers.add(
                        "bpf_ringbuf_reserve",
                        3,
                        (machine, a) -> ring(machine, a[0]).reserve((int) a[1]))
                .add("bpf_ringbuf_submit", 2, (machine, a) -> RingModel.submit(machine.maps(), a[0]))
                .add("bpf_ringbuf_discard", 2, (machine, a) -> RingModel.discard(machine.maps(), a[0]))
                .add("bpf_ringbuf_query", 2, (machine, a) -> 0)
                .add(
                        "bpf_ringbuf_output",
                        4,
                        (machine, a) ->
                                ring(machine, a[0]).output(machine.memory().read(a[1], (int) a[2])));
    }

    private static RingModel ring(Machine machine, long address) {
        if (machine.maps().of(address) instanceof RingModel ring) return ring;
        throw new Fault("a map that is no ring buffer");
    }

    private static void addReads(Helpers helpers) {
        for (String from : new String[] {"user", "kernel"}) {
            helpers.add("bpf_probe_read_" + from, 3, StandardHelpers::read)
                    .add("bpf_probe_read_" + from + "_str", 3, StandardHelpers::readText);
        }
    }

    private static long read(Machine machine, long[] a) {
        byte[] zeros = new byte[(int) a[1]];
        try {
            machine.memory().write(a[0], machine.memory().read(a[2], zeros.length));
            return 0;
        } catch (Fault outside) {
            if (machine.memory().isAddress(a[2])) throw outside;
            machine.memory().write(a[0], zeros);
            return EFAULT;
        }
    }

    private static long readText(Machine machine, long[] a) {
        int size = (int) a[1];
        if (!machine.memory().isAddress(a[2])) {
            machine.memory().write(a[0], new byte[size]);
            return EFAULT;
        }
        for (int i = 0; i < size; i++) {
            long read = i == size - 1 ? 0 : machine.memory().load(a[2] + i, 1);
            machine.memory().store(a[0] + i, 1, read);
            if (read == 0) return i + 1L;
        }
        return 0;
    }

    private static void addSurroundings(Helpers helpers) {
        helpers.add("bpf_ktime_get_ns", 0, (machine, a) -> TIME)
                .add("bpf_ktime_get_boot_ns", 0, (machine, a) -> TIME)
                .add("bpf_get_current_pid_tgid", 0, (machine, a) -> PROCESS)
                .add("bpf_get_current_uid_gid", 0, (machine, a) -> 0)
                .add("bpf_get_smp_processor_id", 0, (machine, a) -> 0)
                .add("bpf_get_prandom_u32", 0, (machine, a) -> 4)
                .add("bpf_get_current_comm", 2, (machine, a) -> {
                    byte[] name = Arrays.copyOf("machine".getBytes(StandardCharsets.UTF_8), NAME_BYTES);
                    machine.memory().write(a[0], Arrays.copyOf(name, (int) a[1]));
                    return 0;
                })
                .add("bpf_trace_printk", 2, (machine, a) -> a[1]);
    }

    private static long loop(Machine machine, long times, long callback, long context) {
        if (times > MOST_LOOPS) return -7;
        for (long i = 0; i < times; i++) {
            if (machine.callback(callback, i, context) != 0) return i + 1;
        }
        return times;
    }
}
