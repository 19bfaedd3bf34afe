import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.hook.Syscall;
import java.util.List;

class StaticListNotFinal {
    interface Input extends Struct {
        int a();

        long b();
    }

    static List<Integer> ports = List.of(22, 80);

    @Syscall
    int run(Input in) {
        return ports.size() + in.a();
    }
}
