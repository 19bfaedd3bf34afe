import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.hook.Syscall;
import java.util.List;

class ListAskedAtRunTime {
    interface Input extends Struct {
        int a();

        long b();
    }

    private final List<Integer> ports = List.of(22, 80, 443);

    @Syscall
    int run(Input in) {
        return ports.get(in.a());
    }
}
