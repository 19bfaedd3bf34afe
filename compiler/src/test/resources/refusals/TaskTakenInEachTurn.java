import dev.skep.bpf.memory.KernelStruct;
import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.helper.Kfuncs;
import dev.skep.compiler.hook.Syscall;

class TaskTakenInEachTurn {
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
        int found = 0;
        for (int i = 0; i < in.b() && i < 1000; i++) {
            Task task = Kfuncs.taskFromPid(Task.class, in.a() + i);
            if (task != null) found++;
        }
        return found;
    }
}
