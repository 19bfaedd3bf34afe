import dev.skep.bpf.memory.KernelStruct;
import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.helper.Kfuncs;
import dev.skep.compiler.hook.Syscall;

class TaskNotReleasedOnOnePath {
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
        int group = task.tgid();
        if (in.b() > 4) {
            if (group > 100) return 7;
        }
        Kfuncs.taskRelease(task);
        return group;
    }
}
