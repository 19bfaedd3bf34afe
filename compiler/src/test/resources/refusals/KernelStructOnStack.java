import dev.skep.bpf.memory.KernelStruct;
import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.helper.Memory;
import dev.skep.compiler.hook.Syscall;

class KernelStructOnStack {
    interface Input extends Struct {
        int a();

        long b();
    }

    @KernelStruct("task_struct")
    interface Task extends Struct {
        int tgid();
    }

    @Syscall
    int run(Input in) {
        return Memory.onStack(Task.class).tgid() + in.a();
    }
}
