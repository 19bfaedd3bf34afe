import dev.skep.bpf.memory.KernelStruct;
import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.hook.TpBtf;

class KernelFieldMissing {
    @KernelStruct("task_struct")
    interface Task extends Struct {
        Task realparent();

        int tgid();
    }

    @TpBtf("sched_process_exit")
    int run(Task task) {
        return task.realparent().tgid() == 1 ? 1 : 0;
    }
}
