import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.hook.Syscall;
import java.util.List;

class FinalFieldIsNull {
    interface Input extends Struct {
        int a();

        long b();
    }

    private final List<String> names = null;

    @Syscall
    int run(Input in) {
        return names.size() + in.a();
    }
}
