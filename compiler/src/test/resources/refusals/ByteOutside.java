import dev.skep.bpf.memory.Bytes;
import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.helper.Memory;
import dev.skep.compiler.hook.Syscall;

class ByteOutside {
    interface Input extends Struct {
        int a();

        long b();
    }

    @Syscall
    int run(Input in) {
        Bytes bytes = Memory.onStack(16);
        return bytes.u32(14) + in.a();
    }
}
