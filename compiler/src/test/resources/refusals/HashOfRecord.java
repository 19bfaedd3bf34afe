import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.hook.Syscall;

class HashOfRecord {
    interface Input extends Struct {
        int a();

        long b();
    }

    record Pair(int a, int b) {}

    @Syscall
    int run(Input in) {
        return new Pair(in.a(), 1).hashCode();
    }
}
