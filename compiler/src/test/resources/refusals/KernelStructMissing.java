import dev.skep.bpf.memory.KernelStruct;
import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.hook.TpBtf;

class KernelStructMissing {
    @KernelStruct("tsk_struct")
    interface Task extends Struct {
        int tgid();
    }

    @TpBtf("sched_process_exit")
    int run(Task task) {
        return task.tgid() == 1 ? 1 : 0;
    }
}
