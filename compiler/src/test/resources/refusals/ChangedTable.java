import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.hook.Syscall;

class ChangedTable {
    interface Input extends Struct {
        int a();

        long b();
    }

    private final int[] table = {1, 2, 3};

    @Syscall
    int run(Input in) {
        table[0] = in.a();
        return 0;
    }
}
