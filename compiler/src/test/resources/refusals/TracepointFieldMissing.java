import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.hook.Tracepoint;

class TracepointFieldMissing {
    interface Call extends Struct {
        long file_name();
    }

    @Tracepoint("syscalls/sys_enter_openat")
    int run(Call call) {
        return call.file_name() == 0 ? 1 : 0;
    }
}
