import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.hook.Syscall;

class FloatInLibrary {
    interface Input extends Struct {
        int a();

        long b();
    }

    private static double half(int number) {
        return number / 2.0;
    }

    private int rounded(int number) {
        return (int) half(number);
    }

    @Syscall
    int run(Input in) {
        return rounded(in.a());
    }
}
