import dev.skep.bpf.map.HashMap;
import dev.skep.bpf.memory.Counter;
import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.hook.Syscall;

class MapChosenAtRunTime {
    interface Input extends Struct {
        int a();

        long b();
    }

    private final HashMap<Integer, Counter> first = HashMap.of(Integer.class, Counter.class, 10);
    private final HashMap<Integer, Counter> second = HashMap.of(Integer.class, Counter.class, 10);

    @Syscall
    int run(Input in) {
        HashMap<Integer, Counter> map = first;
        for (int i = 0; i < in.a(); i++) map = map == first ? second : first;
        return map.remove(1) ? 1 : 0;
    }
}
