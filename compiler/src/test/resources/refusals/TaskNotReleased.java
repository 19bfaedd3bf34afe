import dev.skep.bpf.memory.KernelStruct;
import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.helper.Kfuncs;
import dev.skep.compiler.hook.Syscall;

class TaskNotReleased {
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
        return task == null ? -1 : task.tgid();
    }
}
