import dev.skep.bpf.memory.KernelStruct;
import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.NoInline;
import dev.skep.compiler.helper.Kfuncs;
import dev.skep.compiler.hook.Syscall;

class TaskOfFunctionNotReleased {
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
        Task task = find(in.a());
        return task == null ? -1 : task.tgid();
    }

    @NoInline
    private static Task find(int pid) {
        return Kfuncs.taskFromPid(Task.class, pid);
    }
}
