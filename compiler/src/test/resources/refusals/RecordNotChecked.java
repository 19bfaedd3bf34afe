import dev.skep.bpf.map.RingBuffer;
import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.hook.Syscall;

class RecordNotChecked {
    interface Input extends Struct {
        int a();

        long b();
    }

    interface Event extends Struct {
        int pid();

        void pid(int id);
    }

    private final RingBuffer<Event> events = RingBuffer.of(Event.class, 4096);

    @Syscall
    int run(Input in) {
        Event event = events.reserve();
        event.pid(in.a());
        events.submit(event);
        return 0;
    }
}
