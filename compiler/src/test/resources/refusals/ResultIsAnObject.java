import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.hook.Syscall;

class ResultIsAnObject {
    interface Input extends Struct {
        int a();

        long b();
    }

    @Syscall
    Object run(Input in) {
        return in;
    }
}
