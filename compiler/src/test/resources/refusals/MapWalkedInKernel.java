import dev.skep.bpf.map.HashMap;
import dev.skep.bpf.memory.Counter;
import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.hook.Syscall;

class MapWalkedInKernel {
    interface Input extends Struct {
        int a();

        long b();
    }

    private final HashMap<Integer, Counter> counts = HashMap.of(Integer.class, Counter.class, 10);

    @Syscall
    int run(Input in) {
        counts.forEach((key, count) -> {});
        return in.a();
    }
}
