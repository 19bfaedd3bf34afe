import dev.skep.bpf.map.ArrayMap;
import dev.skep.bpf.memory.Bytes;
import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.helper.Memory;
import dev.skep.compiler.hook.Syscall;

class BytesWithoutLength {
    interface Input extends Struct {
        int a();

        long b();
    }

    interface Line extends Struct {
        Bytes text();
    }

    private final ArrayMap<Input> lines = ArrayMap.of(Input.class, 1);

    @Syscall
    int run(Input in) {
        Line line = Memory.onStack(Line.class);
        return line.text().u8(0) + in.a();
    }
}
