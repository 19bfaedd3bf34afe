import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.hook.Syscall;

class ArrayOfRunTimeLength {
    interface Input extends Struct {
        int a();

        long b();
    }

    @Syscall
    int run(Input in) {
        int[] numbers = new int[in.a()];
        return numbers.length;
    }
}
