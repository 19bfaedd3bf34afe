import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.hook.Syscall;

class NativeMethod {
    interface Input extends Struct {
        int a();

        long b();
    }

    static native int fast(int number);

    @Syscall
    int run(Input in) {
        return fast(in.a());
    }
}
