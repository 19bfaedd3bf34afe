package dev.skep.bpf.map;

import dev.skep.bpf.memory.KernelObject;
import dev.skep.bpf.memory.Struct;
import java.util.function.BiConsumer;

/**
 * A timer in a map value: {@code Timer timer();} in the value's interface. Its callback runs in the kernel, in a soft interrupt, with the
 * key and the value that the timer lies in.
 *
 * {@snippet :
 * Session session = sessions.get(id);
 * if (session != null && session.timer().init(sessions, Timer.MONOTONIC) == 0) {
 *     session.timer().whenExpired(sessions, (key, value) -> sessions.remove(key));
 *     session.timer().start(30_000_000_000L);
 * }
 * }
 *
 * <p>{@code struct bpf_timer}, since Linux 5.15, in values of {@link HashMap}, {@link LruHashMap} and {@link ArrayMap}; one in each value.
 * Programs at kprobes, tracepoints, raw tracepoints and perf events may not use maps with timers. The callback may use the program's maps
 * and fields, but no value of the run that set it. Removing the element, or closing the map, cancels the timer. All methods are for
 * programs only.
 */
@KernelObject(value = "bpf_timer", size = 16, alignment = 8)
@SuppressWarnings("DoNotCallSuggester") // programs call what only throws in user space
public interface Timer extends Struct {

    /** {@code CLOCK_MONOTONIC}: does not go on while the system sleeps. */
    int MONOTONIC = 1;

    /** {@code CLOCK_BOOTTIME}: goes on. */
    int BOOT_TIME = 7;

    /**
     * Makes it ready ({@code bpf_timer_init}).
     *
     * @param map the map that the value lies in
     * @return 0; -EBUSY (-16) if it is ready already
     */
    default int init(BpfMap map, int clock) {
        throw KernelOnly.called("init");
    }

    /**
     * Says what happens when the time is over ({@code bpf_timer_set_callback}).
     *
     * @param map the map that the value lies in
     * @return 0, or a negative errno
     */
    default <K, V extends Struct> int whenExpired(KeyedMap<K, V> map, BiConsumer<? super K, ? super V> action) {
        throw KernelOnly.called("whenExpired");
    }

    /** As {@link #whenExpired(KeyedMap, BiConsumer)}, with the index as the key. */
    default <V extends Struct> int whenExpired(ArrayMap<V> map, BiConsumer<Integer, ? super V> action) {
        throw KernelOnly.called("whenExpired");
    }

    /**
     * Starts it, or starts it anew ({@code bpf_timer_start}).
     *
     * @return 0; -EINVAL (-22) if it is not ready or has no callback
     */
    default int start(long nanoseconds) {
        throw KernelOnly.called("start");
    }

    /** Stops it: 1 if it was running, 0 if not, a negative errno ({@code bpf_timer_cancel}). */
    default int cancel() {
        throw KernelOnly.called("cancel");
    }
}
