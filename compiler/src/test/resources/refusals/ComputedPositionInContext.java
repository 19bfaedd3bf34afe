import dev.skep.bpf.memory.Bytes;
import dev.skep.bpf.memory.Length;
import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.hook.Syscall;

class ComputedPositionInContext {
    interface Header extends Struct {
        @Length(8)
        Bytes bytes();

        int number();
    }

    @Syscall
    int run(Header in) {
        return in.bytes().u8(in.number() & 7);
    }
}
