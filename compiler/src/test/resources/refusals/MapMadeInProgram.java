import dev.skep.bpf.map.HashMap;
import dev.skep.bpf.memory.Counter;
import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.hook.Syscall;

class MapMadeInProgram {
    interface Input extends Struct {
        int a();

        long b();
    }

    @Syscall
    int run(Input in) {
        HashMap<Long, Counter> map = HashMap.of(Long.class, Counter.class, 10);
        return map.remove(in.b()) ? 1 : 0;
    }
}
