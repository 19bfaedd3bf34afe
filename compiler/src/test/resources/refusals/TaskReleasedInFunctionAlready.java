import dev.skep.bpf.memory.KernelStruct;
import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.NoInline;
import dev.skep.compiler.helper.Kfuncs;
import dev.skep.compiler.hook.Syscall;

class TaskReleasedInFunctionAlready {
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
        int group = finish(task);
        Kfuncs.taskRelease(task);
        return group;
    }

    @NoInline
    private static int finish(Task task) {
        int group = task.tgid();
        Kfuncs.taskRelease(task);
        return group;
    }
}
