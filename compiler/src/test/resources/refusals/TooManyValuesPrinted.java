import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.helper.Helpers;
import dev.skep.compiler.hook.Syscall;

class TooManyValuesPrinted {
    interface Input extends Struct {
        int a();

        long b();
    }

    @Syscall
    int run(Input in) {
        Helpers.tracePrintk("%d %d %d %d", in.a(), in.a(), in.a(), in.a());
        return 0;
    }
}
