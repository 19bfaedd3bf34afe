import dev.skep.compiler.hook.Kretprobe;

class ReturnProbeWithTwoResults {
    @Kretprobe("do_sys_openat2")
    int run(long result, long second) {
        return (int) second;
    }
}
