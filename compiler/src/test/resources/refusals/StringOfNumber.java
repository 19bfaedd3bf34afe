import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.hook.Syscall;

class StringOfNumber {
    interface Input extends Struct {
        int a();

        long b();
    }

    @Syscall
    int run(Input in) {
        return Integer.toString(in.a()).length();
    }
}
