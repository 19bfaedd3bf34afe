import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.hook.Syscall;
import java.util.ArrayList;
import java.util.List;

class ListChanged {
    interface Input extends Struct {
        int a();

        long b();
    }

    private final List<Integer> seen = new ArrayList<>();

    @Syscall
    int run(Input in) {
        seen.add(1);
        return in.a();
    }
}
