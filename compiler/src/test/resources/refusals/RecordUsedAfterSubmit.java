import dev.skep.bpf.map.RingBuffer;
import dev.skep.bpf.memory.Counter;
import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.hook.Syscall;

class RecordUsedAfterSubmit {
    interface Input extends Struct {
        int a();

        long b();
    }

    private final RingBuffer<Counter> events = RingBuffer.of(Counter.class, 4096);

    @Syscall
    int run(Input in) {
        Counter event = events.reserve();
        if (event == null) return 0;
        events.submit(event);
        event.value(in.a());
        return 0;
    }
}
