import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.hook.Syscall;

class ArrayTooLarge {
    interface Input extends Struct {
        int a();

        long b();
    }

    @Syscall
    int run(Input in) {
        long[] numbers = new long[100_000];
        return (int) numbers[5] + in.a();
    }
}
