import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.helper.Memory;
import dev.skep.compiler.helper.TextHelpers;
import dev.skep.compiler.hook.Syscall;

class OwnStructAsText {
    interface Input extends Struct {
        int a();

        long b();
    }

    @Syscall
    int run(Input in) {
        return TextHelpers.snprintfBtf(Memory.onStack(64), in);
    }
}
