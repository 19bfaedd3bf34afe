import dev.skep.bpf.map.RingBuffer;
import dev.skep.bpf.memory.Counter;
import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.hook.Syscall;

class RecordReleasedTwice {
    interface Input extends Struct {
        int a();

        long b();
    }

    private final RingBuffer<Counter> events = RingBuffer.of(Counter.class, 4096);

    @Syscall
    int run(Input in) {
        Counter event = events.reserve();
        if (event == null) return 0;
        if (in.a() < 0) events.discard(event);
        events.submit(event);
        return 0;
    }
}
