import dev.skep.bpf.memory.KernelStruct;
import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.helper.Helpers;
import dev.skep.compiler.hook.TpBtf;

class HelperOfSecurityHooks {
    @KernelStruct("linux_binprm")
    interface Program extends Struct {}

    @TpBtf("sched_process_exec")
    int run(long task, int pid, Program program) {
        return Helpers.bprmOptsSet(program, 1);
    }
}
