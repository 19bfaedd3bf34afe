import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.hook.Syscall;

class FloatingPoint {
    interface Input extends Struct {
        int a();

        long b();
    }

    @Syscall
    int run(Input in) {
        return (int) (in.a() * 1.5);
    }
}
