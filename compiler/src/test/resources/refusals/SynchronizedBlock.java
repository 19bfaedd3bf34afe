import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.hook.Syscall;

class SynchronizedBlock {
    interface Input extends Struct {
        int a();

        long b();
    }

    @Syscall
    int run(Input in) {
        synchronized (this) {
            return in.a();
        }
    }
}
