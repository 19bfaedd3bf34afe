import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.hook.PerfEvent;

class ContextWritten {
    interface Sample extends Struct {
        long period();

        void period(long value);
    }

    @PerfEvent(frequency = 1)
    int run(Sample sample) {
        sample.period(1);
        return 0;
    }
}
