import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.hook.Syscall;

class SynchronizedMethod {
    interface Input extends Struct {
        int a();

        long b();
    }

    private synchronized int twice(int number) {
        return 2 * number;
    }

    @Syscall
    int run(Input in) {
        return twice(in.a());
    }
}
