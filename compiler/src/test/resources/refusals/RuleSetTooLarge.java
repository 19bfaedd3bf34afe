import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.hook.Syscall;
import java.util.List;

class RuleSetTooLarge {
    interface Input extends Struct {
        int a();

        long b();
    }

    private final List<Integer> ports =
            java.util.stream.IntStream.range(0, 20_000).boxed().toList();

    @Syscall
    int run(Input in) {
        for (int port : ports) {
            if (port == in.a()) return 1;
        }
        return 0;
    }
}
