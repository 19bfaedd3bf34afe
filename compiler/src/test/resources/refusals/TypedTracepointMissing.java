import dev.skep.compiler.hook.TpBtf;

class TypedTracepointMissing {
    @TpBtf("sched_proces_exit")
    int run() {
        return 0;
    }
}
