import dev.skep.bpf.map.HashMap;
import dev.skep.bpf.memory.Counter;
import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.hook.Syscall;

class MaybeNullPassedToMap {
    interface Input extends Struct {
        int a();

        long b();
    }

    private final HashMap<Integer, Counter> from = HashMap.of(Integer.class, Counter.class, 10);
    private final HashMap<Integer, Counter> to = HashMap.of(Integer.class, Counter.class, 10);

    @Syscall
    int run(Input in) {
        to.put(in.a(), from.get(in.a()));
        return 0;
    }
}
