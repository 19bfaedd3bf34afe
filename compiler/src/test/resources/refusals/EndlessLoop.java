import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.hook.Syscall;

class EndlessLoop {
    interface Input extends Struct {
        int a();

        long b();
    }

    @Syscall
    int run(Input in) {
        int n = in.a();
        while (true) {
            n++;
        }
    }
}
