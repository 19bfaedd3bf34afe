import dev.skep.bpf.memory.KernelStruct;
import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.helper.Kfuncs;
import dev.skep.compiler.hook.Syscall;

class TaskReleasedTwice {
    @KernelStruct("task_struct")
    interface Task extends Struct {
        int tgid();
    }

    interface Input extends Struct {
        int a();

        int b();
    }

    @Syscall
    int run(Input in) {
        Task task = Kfuncs.taskFromPid(Task.class, in.a());
        if (task == null) return -1;
        if (in.b() > 4) Kfuncs.taskRelease(task);
        Kfuncs.taskRelease(task);
        return 0;
    }
}
