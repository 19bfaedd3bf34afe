import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.hook.Xdp;

class XdpWithoutContext {
    interface Input extends Struct {
        int a();

        long b();
    }

    @Xdp
    int run(Input in) {
        return in.a();
    }
}
