import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.helper.Helpers;
import dev.skep.compiler.hook.Syscall;

class FormatNotConstant {
    interface Input extends Struct {
        int a();

        long b();
    }

    @Syscall
    int run(Input in) {
        String format = "%d";
        for (int i = 0; i < in.a(); i++) {
            format = i == 7 ? "%x" : format;
        }
        Helpers.tracePrintk(format, in.a());
        return 0;
    }
}
