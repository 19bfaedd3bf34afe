import dev.skep.bpf.memory.KernelStruct;
import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.NoInline;
import dev.skep.compiler.helper.Kfuncs;
import dev.skep.compiler.hook.Syscall;

class TaskForgottenInFunction {
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
        return group(in.a()) + group(in.b());
    }

    @NoInline
    private static int group(int pid) {
        Task task = Kfuncs.taskFromPid(Task.class, pid);
        if (task == null) return -1;
        int group = task.tgid();
        if (group != pid) return -2;
        Kfuncs.taskRelease(task);
        return group;
    }
}
