import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.hook.Syscall;

class StringsPutTogether {
    interface Input extends Struct {
        int a();

        long b();
    }

    @Syscall
    int run(Input in) {
        String text = "a" + in.a();
        return text.length();
    }
}
