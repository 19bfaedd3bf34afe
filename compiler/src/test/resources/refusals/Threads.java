import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.hook.Syscall;

class Threads {
    interface Input extends Struct {
        int a();

        long b();
    }

    @Syscall
    int run(Input in) {
        Thread.yield();
        return in.a();
    }
}
