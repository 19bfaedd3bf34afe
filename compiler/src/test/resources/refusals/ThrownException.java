import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.hook.Syscall;

class ThrownException {
    interface Input extends Struct {
        int a();

        long b();
    }

    @Syscall
    int run(Input in) {
        if (in.a() < 0) throw new IllegalArgumentException("negative");
        return in.a();
    }
}
