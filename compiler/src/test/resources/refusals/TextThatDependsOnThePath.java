import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.hook.Syscall;

class TextThatDependsOnThePath {
    interface Input extends Struct {
        int a();
    }

    @Syscall
    int run(Input in) {
        StringBuilder text = new StringBuilder();
        if (in.a() > 0) {
            text.append("more");
        }
        return text.append("text").toString().length();
    }
}
