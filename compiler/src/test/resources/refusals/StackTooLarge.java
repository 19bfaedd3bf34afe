import dev.skep.bpf.memory.Bytes;
import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.helper.Helpers;
import dev.skep.compiler.helper.Memory;
import dev.skep.compiler.hook.Syscall;

class StackTooLarge {
    interface Input extends Struct {
        int a();

        long b();
    }

    @Syscall
    int run(Input in) {
        Bytes first = Memory.onStack(300);
        Bytes second = Memory.onStack(300);
        Helpers.getCurrentComm(first);
        Helpers.getCurrentComm(second);
        return first.u8(in.a() & 15) + second.u8(in.a() & 15);
    }
}
