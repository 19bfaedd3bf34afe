import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.hook.Syscall;

class EscapingObject {
    interface Input extends Struct {
        int a();

        long b();
    }

    record Pair(int a, int b) {}

    private final Object[] last = new Object[1];

    @Syscall
    int run(Input in) {
        last[0] = new Pair(in.a(), 1);
        return 0;
    }
}
