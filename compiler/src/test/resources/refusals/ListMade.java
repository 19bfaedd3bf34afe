import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.hook.Syscall;
import java.util.ArrayList;
import java.util.List;

class ListMade {
    interface Input extends Struct {
        int a();

        long b();
    }

    @Syscall
    int run(Input in) {
        List<Integer> numbers = new ArrayList<>();
        numbers.add(in.a());
        return numbers.size();
    }
}
