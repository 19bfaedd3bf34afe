import dev.skep.bpf.map.HashMap;
import dev.skep.bpf.map.PerCpuArray;
import dev.skep.bpf.memory.Counter;
import dev.skep.bpf.memory.Length;
import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.helper.Helpers;
import dev.skep.compiler.helper.Memory;
import dev.skep.compiler.hook.Tracepoint;

/** How long read() takes, in nanoseconds, as a histogram of powers of two. */
class ReadLatency {
    interface Histogram extends Struct {
        @Length(40)
        long slots(int index);

        void slots(int index, long count);
    }

    private final HashMap<Integer, Counter> started = HashMap.of(Integer.class, Counter.class, 10_240);
    final PerCpuArray<Histogram> nanoseconds = PerCpuArray.of(Histogram.class, 1);

    @Tracepoint("syscalls/sys_enter_read")
    int enter() {
        Counter now = Memory.onStack(Counter.class);
        now.value(Helpers.ktimeGetNs());
        started.put((int) Helpers.getCurrentPidTgid(), now);
        return 0;
    }

    @Tracepoint("syscalls/sys_exit_read")
    int exit() {
        int thread = (int) Helpers.getCurrentPidTgid();
        Counter start = started.get(thread);
        Histogram histogram = nanoseconds.get(0);
        if (start == null || histogram == null) {
            return 0;
        }
        int slot = log2(Helpers.ktimeGetNs() - start.value());
        histogram.slots(slot, histogram.slots(slot) + 1);
        started.remove(thread);
        return 0;
    }

    /** The position of the highest bit, at most 39. */
    static int log2(long value) {
        int log = 0;
        for (int shift = 32; shift > 0; shift /= 2) {
            if (value >>> shift != 0) {
                value >>>= shift;
                log += shift;
            }
        }
        return Math.min(log, 39);
    }
}
