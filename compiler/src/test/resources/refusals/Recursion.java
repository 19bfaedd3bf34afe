import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.hook.Syscall;

class Recursion {
    interface Input extends Struct {
        int a();

        long b();
    }

    private int factorial(int n) {
        return n < 2 ? 1 : n * factorial(n - 1);
    }

    @Syscall
    int run(Input in) {
        return factorial(in.a());
    }
}
