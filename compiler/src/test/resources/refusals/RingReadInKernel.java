import dev.skep.bpf.map.RingBuffer;
import dev.skep.bpf.memory.Counter;
import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.hook.Syscall;

class RingReadInKernel {
    interface Input extends Struct {
        int a();

        long b();
    }

    private final RingBuffer<Counter> events = RingBuffer.of(Counter.class, 4096);

    @Syscall
    int run(Input in) {
        return (int) events.lost() + in.a();
    }
}
