import dev.skep.bpf.map.ArrayMap;
import dev.skep.bpf.memory.Counter;
import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.hook.Syscall;

class ArrayElementNotChecked {
    interface Input extends Struct {
        int a();

        long b();
    }

    private final ArrayMap<Counter> totals = ArrayMap.of(Counter.class, 4);

    @Syscall
    int run(Input in) {
        totals.get(0).add(in.a());
        return 0;
    }
}
