import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.hook.Syscall;

class StructOfStrings {
    interface Named extends Struct {
        String name();
    }

    @Syscall
    int run(Named in) {
        return in.name() == null ? 1 : 0;
    }
}
