import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.hook.Syscall;
import java.util.Map;

class JavaMapAskedAtRunTime {
    interface Input extends Struct {
        int a();

        long b();
    }

    private final Map<Integer, Integer> limits = Map.of(1, 10);

    @Syscall
    int run(Input in) {
        return limits.get(in.a());
    }
}
