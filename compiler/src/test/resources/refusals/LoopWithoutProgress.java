import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.hook.Syscall;

class LoopWithoutProgress {
    interface Input extends Struct {
        int a();

        long b();
    }

    @Syscall
    int run(Input in) {
        int n = in.a();
        int sum = 0;
        while (n > 0) {
            sum++;
        }
        return sum;
    }
}
