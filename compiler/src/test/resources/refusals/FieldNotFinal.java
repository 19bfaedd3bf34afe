import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.hook.Syscall;
import java.util.List;

class FieldNotFinal {
    interface Input extends Struct {
        int a();

        long b();
    }

    private List<String> names = List.of();

    @Syscall
    int run(Input in) {
        return names.size() + in.a();
    }
}
