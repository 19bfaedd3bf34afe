import dev.skep.bpf.map.HashMap;
import dev.skep.bpf.map.RingBuffer;
import dev.skep.bpf.memory.Counter;
import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.hook.Syscall;

class MapValueSubmitted {
    interface Input extends Struct {
        int a();

        long b();
    }

    private final RingBuffer<Counter> events = RingBuffer.of(Counter.class, 4096);
    private final HashMap<Integer, Counter> counts = HashMap.of(Integer.class, Counter.class, 10);

    @Syscall
    int run(Input in) {
        Counter count = counts.get(in.a());
        if (count != null) events.submit(count);
        return 0;
    }
}
