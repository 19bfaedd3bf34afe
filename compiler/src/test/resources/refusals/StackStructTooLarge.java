import dev.skep.bpf.memory.Bytes;
import dev.skep.bpf.memory.Length;
import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.helper.Memory;
import dev.skep.compiler.hook.Syscall;

class StackStructTooLarge {
    interface Input extends Struct {
        int a();

        long b();
    }

    interface Page extends Struct {
        @Length(4096)
        Bytes bytes();
    }

    @Syscall
    int run(Input in) {
        Page page = Memory.onStack(Page.class);
        return page.bytes().u8(0) + in.a();
    }
}
