import dev.skep.bpf.memory.KernelStruct;
import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.helper.Kfuncs;
import dev.skep.compiler.hook.Syscall;

class TaskOfTwoPathsNotReleased {
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
        Task task = null;
        if (in.a() > 0) task = Kfuncs.taskFromPid(Task.class, in.a());
        int group = task == null ? 0 : task.tgid();
        if (task != null && in.b() > 0) Kfuncs.taskRelease(task);
        return group;
    }
}
