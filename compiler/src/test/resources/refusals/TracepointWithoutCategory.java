import dev.skep.compiler.hook.Tracepoint;

class TracepointWithoutCategory {
    @Tracepoint("sys_enter_openat")
    int run() {
        return 0;
    }
}
