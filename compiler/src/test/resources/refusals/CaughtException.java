import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.hook.Syscall;

class CaughtException {
    interface Input extends Struct {
        int a();

        long b();
    }

    @Syscall
    int run(Input in) {
        try {
            return 10 / in.a();
        } catch (ArithmeticException e) {
            return 0;
        }
    }
}
