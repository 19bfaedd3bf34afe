import dev.skep.compiler.hook.Kprobe;

class ProbeWithSevenArguments {
    @Kprobe("do_sys_openat2")
    int run(long a, long b, long c, long d, long e, long f, long g) {
        return (int) g;
    }
}
