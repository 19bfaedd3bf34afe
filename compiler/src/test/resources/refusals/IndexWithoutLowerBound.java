import dev.skep.bpf.map.ArrayMap;
import dev.skep.bpf.memory.Bytes;
import dev.skep.bpf.memory.Length;
import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.hook.Syscall;

class IndexWithoutLowerBound {
    interface Input extends Struct {
        int a();

        long b();
    }

    interface Line extends Struct {
        @Length(64)
        Bytes text();
    }

    private final ArrayMap<Line> lines = ArrayMap.of(Line.class, 1);

    @Syscall
    int run(Input in) {
        Line line = lines.get(0);
        int index = in.a();
        if (line == null || index > 63) return 0;
        return line.text().u8(index);
    }
}
