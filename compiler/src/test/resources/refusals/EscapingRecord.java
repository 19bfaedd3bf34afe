import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.hook.Syscall;

class EscapingRecord {
    interface Input extends Struct {
        int a();

        long b();
    }

    static final class Pair {
        int first;
        int second;
    }

    private Pair last = new Pair();

    @Syscall
    int run(Input in) {
        Pair pair = new Pair();
        pair.first = in.a();
        last = pair;
        return 0;
    }
}
