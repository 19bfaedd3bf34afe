import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.helper.Memory;
import dev.skep.compiler.hook.Syscall;

class ContainerOfOwnStruct {
    interface Input extends Struct {
        int a();

        long b();
    }

    @Syscall
    int run(Input in) {
        return Memory.containerOf(in.b(), Input.class, "a").a();
    }
}
