import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.hook.Syscall;

class StringFormat {
    interface Input extends Struct {
        int a();

        long b();
    }

    @Syscall
    int run(Input in) {
        return String.format("%d", in.a()).length();
    }
}
