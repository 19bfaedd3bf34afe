import dev.skep.bpf.memory.Bytes;
import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.helper.Memory;
import dev.skep.compiler.hook.Syscall;

class SliceOutside {
    interface Input extends Struct {
        int a();

        long b();
    }

    @Syscall
    int run(Input in) {
        Bytes bytes = Memory.onStack(16);
        return Memory.slice(bytes, 10, 8).u8(0) + in.a();
    }
}
