import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.hook.Tracepoint;

class TracepointMissing {
    interface Call extends Struct {
        long filename();
    }

    @Tracepoint("syscalls/sys_enter_openatt")
    int run(Call call) {
        return call.filename() == 0 ? 1 : 0;
    }
}
