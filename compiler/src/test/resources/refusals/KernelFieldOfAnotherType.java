import dev.skep.bpf.memory.KernelStruct;
import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.hook.TpBtf;

class KernelFieldOfAnotherType {
    @KernelStruct("task_struct")
    interface Task extends Struct {
        Task tgid();
    }

    @TpBtf("sched_process_exit")
    int run(Task task) {
        return task.tgid() == null ? 1 : 0;
    }
}
