import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.hook.Tracepoint;

class TracepointWithTwoParameters {
    interface Call extends Struct {
        long filename();
    }

    @Tracepoint("syscalls/sys_enter_openat")
    int run(Call call, int flags) {
        return flags;
    }
}
