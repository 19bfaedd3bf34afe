import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.hook.Syscall;

class FloatField {
    interface Input extends Struct {
        int a();

        long b();
    }

    private final float factor = Float.parseFloat("2.5");

    @Syscall
    int run(Input in) {
        float scaled = in.a() * factor;
        return (int) scaled;
    }
}
