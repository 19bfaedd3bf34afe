import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.hook.Syscall;
import java.util.stream.IntStream;

class StreamAtRunTime {
    interface Input extends Struct {
        int a();

        long b();
    }

    @Syscall
    int run(Input in) {
        return IntStream.range(0, in.a()).sum();
    }
}
