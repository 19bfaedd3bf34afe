import dev.skep.bpf.memory.KernelStruct;
import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.hook.TpBtf;

class KernelMemoryWritten {
    @KernelStruct("task_struct")
    interface Task extends Struct {
        int tgid();

        void tgid(int value);
    }

    @TpBtf("sched_process_exit")
    int run(Task task) {
        task.tgid(1);
        return 0;
    }
}
