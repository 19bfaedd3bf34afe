import dev.skep.bpf.map.HashMap;
import dev.skep.bpf.memory.Counter;
import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.hook.Syscall;

class MissingNullCheck {
    interface Input extends Struct {
        int a();

        long b();
    }

    private final HashMap<Integer, Counter> counts = HashMap.of(Integer.class, Counter.class, 10);

    @Syscall
    int run(Input in) {
        return (int) counts.get(in.a()).value();
    }
}
