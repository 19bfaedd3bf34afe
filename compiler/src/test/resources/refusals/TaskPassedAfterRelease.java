import dev.skep.bpf.memory.KernelStruct;
import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.helper.Kfuncs;
import dev.skep.compiler.hook.Syscall;

class TaskPassedAfterRelease {
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
        Kfuncs.taskRelease(task);
        Task again = Kfuncs.taskAcquire(Task.class, task);
        if (again != null) Kfuncs.taskRelease(again);
        return 0;
    }
}
