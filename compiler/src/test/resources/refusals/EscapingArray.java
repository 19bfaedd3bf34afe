import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.hook.Syscall;

class EscapingArray {
    interface Input extends Struct {
        int a();

        long b();
    }

    @Syscall
    int run(Input in) {
        int[] numbers = {in.a(), 2, 3};
        return numbers[in.a() & 1];
    }
}
